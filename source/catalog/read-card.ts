import {PlanflipError} from '../errors.ts';
import type {Frequency, Parameter} from './catalog-entry.ts';
import {didYouMean} from './nearest.ts';
import {parameterName} from './parameter-name.ts';
import type {HeaderField} from './read-header.ts';
import {parametersOf, splitStatements} from './split-statements.ts';

/** From the most frequent to the least. */
export const frequencies: readonly Frequency[] = ['very high', 'high', 'medium-high', 'medium', 'low'];

/** @throws PlanflipError input, with the nearest frequency there is. */
export function readFrequency({value, line}: HeaderField, file: string): Frequency {
	const frequency = frequencies.find(known => known === value.toLowerCase());
	if (frequency === undefined) {
		throw new PlanflipError('input', {
			message: `Unknown frequency "${value}".`,
			where: `${file}:${line}`,
			hint: `${didYouMean(value, frequencies)}Write one of: ${frequencies.join(', ')}.`,
		});
	}

	return frequency;
}

/** The place on the shelf, 1 being the first; null when the card asks for none. */
export function readOrder(field: HeaderField | null, file: string): number | null {
	if (field !== null && !/^\d+$/.test(field.value)) {
		throw new PlanflipError('input', {
			message: `"${field.value}" is no place on the shelf.`,
			where: `${file}:${field.line}`,
			hint: 'Write a whole number, 1 being the first: -- order: 1',
		});
	}

	return field === null ? null : Number(field.value);
}

const parameterForm = new RegExp(String.raw`^(${parameterName})(?:\s*=\s*(\S[^\n\r]*))?$`, 'u');

/** `name = select ...` of each field, the n-th being `$n`; or only `name`, where nobody knows a value. */
export function readParameters(fields: readonly HeaderField[], file: string): readonly Parameter[] {
	return fields.map(({value, line}, index): Parameter => {
		const where = `${file}:${line}`;
		const [, name, sql] = parameterForm.exec(value) ?? [];
		if (name === undefined) {
			throw new PlanflipError('input', {
				message: `This parameter is not of the form name = select ...: ${value}`,
				where,
				hint: 'Write: -- parameter: scene_id = select id from scenes order by id limit 1; or -- parameter: scene_id, where no value is known. A name is letters of any script, digits and _, and does not begin with a digit.',
			});
		}

		if (fields.slice(0, index).some(earlier => earlier.value.split(/\s*=/)[0] === name)) {
			throw new PlanflipError('input', {message: `There are two parameters "${name}".`, where, hint: 'Rename one of them.'});
		}

		if (sql === undefined) {
			return {name, position: index + 1, sampleSql: null, line};
		}

		const statements = splitStatements(sql, file, line);
		const statement = statements[0];
		if (statement === undefined || statements.length > 1) {
			throw new PlanflipError('input', {
				message: `The sample of parameter "${name}" is not one statement: ${sql}`,
				where,
				hint: 'Write one statement that returns one row of one column.',
			});
		}

		const late = parametersOf(statement).find(position => position < 1 || position > index);
		if (late !== undefined) {
			throw new PlanflipError('input', {
				message: `The sample of parameter "${name}", which is $${index + 1}, uses $${late}.`,
				where,
				hint: index === 0 ? 'The first sample has no earlier parameter to use.' : `It may use $1 to $${index} only.`,
			});
		}

		return {name, position: index + 1, sampleSql: statement.sql, line};
	});
}
