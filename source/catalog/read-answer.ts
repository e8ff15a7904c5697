import {PlanflipError} from '../errors.ts';
import type {Answer, Step} from './operation-entry.ts';
import {commaList, type HeaderField} from './read-header.ts';

/**
 * `-- answer: shot` is all columns of that step's rows; `-- answer: projects.id, scene_count.scenes` these columns, those of
 * a step that is run for each project standing beside their project. Without the key: what the last step found.
 * @throws PlanflipError input
 */
export function readAnswer(field: HeaderField | null, steps: readonly Step[], where: string): Answer {
	const words = commaList(field);
	const [first] = words;
	if (first === undefined) {
		return {step: steps.at(-1)?.name ?? '', columns: null};
	}

	const stepOf = (name: string): Step => {
		const step = steps.find(candidate => candidate.name === name);
		if (step === undefined) {
			throw new PlanflipError('input', {message: `There is no step "${name}" to answer with.`, where, hint: `Steps: ${steps.map(known => known.name).join(', ')}.`});
		}

		return step;
	};

	if (words.length === 1 && !first.includes('.')) {
		return {step: stepOf(first).name, columns: null};
	}

	const columns = words.map(word => {
		const [step = '', column] = word.split(/\.(.*)/s);
		if (column === undefined) {
			throw new PlanflipError('input', {message: `"${word}" is no column of a step.`, where, hint: 'Write step.column, step.column, or the one step whose rows are the answer.'});
		}

		return {step: stepOf(step).name, column};
	});
	const base = columns.map(({step}) => stepOf(step)).map(step => step.forEach ?? step.name);
	if (new Set(base).size > 1) {
		throw new PlanflipError('input', {
			message: `The answer has rows of ${[...new Set(base)].join(' and of ')}: which row stands beside which?`,
			where,
			hint: 'Answer with one step, and with those that are run -- for each of its rows.',
		});
	}

	return {step: base[0] ?? '', columns};
}
