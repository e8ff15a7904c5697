import {PlanflipError} from '../errors.ts';
import type {Parameter} from './catalog-entry.ts';
import {didYouMean} from './nearest.ts';
import type {AnswerCase} from './operation-entry.ts';
import {parameterName} from './parameter-name.ts';
import type {HeaderField} from './read-header.ts';
import {parametersOf, splitStatements} from './split-statements.ts';

const caseForm = new RegExp(String.raw`^([^:=]+):\s*(${parameterName})\s*=\s*(\S.*)$`, 'su');

/**
 * `-- case: a stranger: user_id = select ...` of each field.
 * @throws PlanflipError input
 */
export function readCases(fields: readonly HeaderField[], parameters: readonly Parameter[], file: string): readonly AnswerCase[] {
	return fields.map(({value, line}) => {
		const where = `${file}:${line}`;
		const [, name, parameter, sql] = caseForm.exec(value) ?? [];
		if (name === undefined || parameter === undefined || sql === undefined) {
			throw new PlanflipError('input', {
				message: `This case is not of the form words: parameter = select ...: ${value}`,
				where,
				hint: 'Write: -- case: a stranger: user_id = select id from users where id <> $2 limit 1',
			});
		}

		if (!parameters.some(known => known.name === parameter)) {
			const names = parameters.map(known => known.name);
			throw new PlanflipError('input', {message: `There is no parameter "${parameter}".`, where, hint: `${didYouMean(parameter, names)}Parameters: ${names.join(', ') || 'none'}.`});
		}

		const [statement, second] = splitStatements(sql, file, line);
		const strange = statement === undefined ? undefined : parametersOf(statement).find(position => position < 1 || position > parameters.length);
		if (statement === undefined || second !== undefined || strange !== undefined) {
			throw new PlanflipError('input', {
				message: strange === undefined ? `The case "${name.trim()}" is not one statement: ${sql}` : `The case "${name.trim()}" uses $${strange}.`,
				where,
				hint: 'Write one statement of one column; it may use the operation\'s parameters as $1, $2, ...',
			});
		}

		return {name: name.trim(), parameter, sql: statement.sql, line};
	});
}
