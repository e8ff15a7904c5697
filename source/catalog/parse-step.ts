import {PlanflipError} from '../errors.ts';
import type {Parameter} from './catalog-entry.ts';
import {didYouMean} from './nearest.ts';
import type {Step, StepInput} from './operation-entry.ts';
import {commaList, fieldOf, type HeaderCard} from './read-header.ts';
import {parametersOf, type Statement} from './split-statements.ts';

export interface StepSource {
	readonly name: string;
	readonly card: HeaderCard;
	readonly statement: Statement;
	/** Of the same route. */
	readonly earlier: readonly Step[];
	readonly parameters: readonly Parameter[];
	/** Without `takes`, `$n` is the operation's n-th parameter. */
	readonly takesAll: boolean;
}

/** @throws PlanflipError input: a name that is taken, an input that nobody has, a `$n` without an input or an input without a `$n`. */
export function parseStep({name, card, statement, earlier, parameters, takesAll}: StepSource, file: string): Step {
	const where = `${file}:${statement.line}`;
	if (earlier.some(step => step.name === name)) {
		throw new PlanflipError('input', {message: `There are two steps "${name}".`, where, hint: 'Rename one of them.'});
	}

	const takes = fieldOf(card, 'takes');
	const places = `${file}:${takes?.line ?? statement.line}`;
	const written = takes === null && takesAll ? parameters.map(parameter => parameter.name) : commaList(takes);
	const inputs = written.map(text => readInput(text, earlier, parameters, places));
	refuseOtherInputs(statement, inputs.length, takesAll && takes === null, where);
	return {name, sql: statement.sql, inputs, forEach: readForEach(card, earlier, file), line: statement.line};
}

function readInput(text: string, earlier: readonly Step[], parameters: readonly Parameter[], where: string): StepInput {
	const [step = '', column] = text.split(/\.(.*)/s);
	if (column !== undefined && earlier.some(({name}) => name === step)) {
		return {kind: 'column', step, column};
	}

	if (column === undefined && parameters.some(({name}) => name === text)) {
		return {kind: 'parameter', name: text};
	}

	const known = [...parameters.map(({name}) => name), ...earlier.map(({name}) => `${name}.column`)];
	throw new PlanflipError('input', {
		message: column === undefined ? `There is no parameter "${text}".` : `There is no earlier step "${step}".`,
		where,
		hint: `${didYouMean(text, known)}A statement takes parameters and columns of earlier steps: ${known.join(', ') || 'there are none'}.`,
	});
}

function refuseOtherInputs(statement: Statement, taken: number, maySpare: boolean, where: string): void {
	const used = parametersOf(statement);
	const unknown = used.find(position => position < 1 || position > taken);
	if (unknown !== undefined) {
		throw new PlanflipError('input', {
			message: `The statement uses $${unknown}, but takes ${taken === 0 ? 'nothing' : `$1 to $${taken}`}.`,
			where,
			hint: 'Say what is bound, in the order $1, $2, ...: -- takes: shot_id, scene.project_id',
		});
	}

	const spare = Array.from({length: taken}, (_, at) => at + 1).find(position => !used.includes(position));
	if (spare !== undefined) {
		throw new PlanflipError('input', {
			message: `The statement does not use $${spare}.`,
			where,
			hint: maySpare ? 'Say which parameters it takes: -- takes: shot_id' : 'Use it in the statement, or take it out of -- takes.',
		});
	}
}

function readForEach(card: HeaderCard, earlier: readonly Step[], file: string): string | null {
	const field = fieldOf(card, 'for each');
	if (field !== null && !earlier.some(({name}) => name === field.value)) {
		throw new PlanflipError('input', {
			message: `There is no earlier step "${field.value}" whose rows this one could follow.`,
			where: `${file}:${field.line}`,
			hint: `${didYouMean(field.value, earlier.map(({name}) => name))}Earlier steps: ${earlier.map(({name}) => name).join(', ') || 'none'}.`,
		});
	}

	return field?.value ?? null;
}
