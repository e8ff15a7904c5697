import type {CatalogEntry, Parameter} from '../catalog/catalog-entry.ts';
import type {OperationEntry, Route, Step} from '../catalog/operation-entry.ts';
import {groupBy} from '../text/group-by.ts';
import type {Learnt} from './learn-route.ts';
import type {BoundParameter} from './run.ts';

interface Place {
	readonly route: Route;
	readonly step: Step;
}

/**
 * The statements of an operation as entries beside the catalogue's queries, each once: those of the chain, which the application runs today, and
 * those of the rewrites, which it may run tomorrow. What a loop repeats, or several steps have to the letter, is one that counts for all of them.
 * `values`: the operation's; what nobody learnt takes these, and none for what comes from rows.
 */
export function operationStatements(operation: OperationEntry, values: readonly BoundParameter[], learnt: ReadonlyMap<string, Learnt>): readonly CatalogEntry[] {
	const places = [operation.chain, ...operation.rewrites].flatMap(route => route.steps.map((step): Place => ({route, step})));
	const taken = new Set<string>();
	return [...groupBy(places, ({step}) => step.sql).values()].flatMap(([first, ...others]) => {
		if (first === undefined) {
			return [];
		}

		const {route, step} = first;
		const label = labelOf(operation, first, taken);
		const known = learnt.get(step.sql);
		taken.add(label);
		return [{
			kind: 'QueryEntry',
			name: `${operation.name}/${label}`,
			title: `${operation.title}: ${label}`,
			why: operation.why,
			frequency: operation.frequency,
			parameters: parametersOf(operation, step, values, known),
			indexes: [],
			expected: null,
			estimate: null,
			step: {operation: operation.name, route: route.name, step: step.name, times: known?.times ?? 1 + others.length},
			sql: step.sql,
			file: operation.file,
			line: step.line,
		}];
	});
}

/** `scene`, and of a rewrite `one JOIN`; with its route where that is taken, or one of several steps of a rewrite. */
function labelOf({chain}: OperationEntry, {route, step}: Place, taken: ReadonlySet<string>): string {
	const short = route === chain || step.name === route.name;
	let label = short ? step.name : `${route.name}/${step.name}`;
	while (taken.has(label)) {
		label = `${route.name}/${label}`;
	}

	return label;
}

function parametersOf({line}: OperationEntry, {inputs}: Step, values: readonly BoundParameter[], known: Learnt | undefined): readonly Parameter[] {
	return inputs.map((input, at): Parameter => {
		const name = input.kind === 'parameter' ? input.name : `${input.step}.${input.column}`;
		const given = input.kind === 'parameter' ? values.find(value => value.name === name && value.unknown !== true)?.value : undefined;
		const value = known === undefined ? given : known.values[at] ?? null;
		return {name, position: at + 1, sampleSql: null, ...(value === undefined ? {} : {value}), line};
	});
}
