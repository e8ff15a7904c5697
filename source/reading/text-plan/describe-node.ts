import {type Building, put} from '../building.ts';
import {findTargets} from './nesting.ts';
import {readTarget, unquoteName} from './names.ts';

/*
 * EXPLAIN's text runs the node's type, strategy, join type, operation, index and relation together in one line; its JSON has a
 * key for each. This is the way back (ExplainNode in explain.c).
 */

const aggregate = /^(?:(Partial|Finalize) )?(Aggregate|GroupAggregate|HashAggregate|MixedAggregate)$/;
const strategies: Readonly<Record<string, string>> = {
	Aggregate: 'Plain',
	GroupAggregate: 'Sorted',
	HashAggregate: 'Hashed',
	MixedAggregate: 'Mixed',
};
const join = /^(Nested Loop|Merge|Hash) (?:(Left|Full|Right|Semi|Anti|Right Semi|Right Anti) )?Join$/;
const setOperation = /^(SetOp|HashSetOp) (\w+(?: All)?)$/;
const customScan = /^Custom Scan \((.*)\)$/s;
export const modification = /^(Foreign )?(Insert|Update|Delete|Merge)$/;

/** Nodes that stand alone or with their target; EXPLAIN (COSTS OFF) prints no more than this. */
const plainNodes: ReadonlySet<string> = new Set([
	'Result', 'ProjectSet', 'Append', 'Merge Append', 'Recursive Union', 'BitmapAnd', 'BitmapOr', 'Nested Loop', 'Seq Scan',
	'Sample Scan', 'Gather', 'Gather Merge', 'Index Scan', 'Index Only Scan', 'Bitmap Index Scan', 'Bitmap Heap Scan', 'Tid Scan',
	'Tid Range Scan', 'Subquery Scan', 'Function Scan', 'Table Function Scan', 'Values Scan', 'CTE Scan', 'Named Tuplestore Scan',
	'WorkTable Scan', 'Foreign Scan', 'Custom Scan', 'Materialize', 'Memoize', 'Sort', 'Incremental Sort', 'Group', 'WindowAgg',
	'Unique', 'LockRows', 'Limit', 'Hash',
]);

/** What a scan's object is called in JSON, where it is not a relation. */
const objectKeys: Readonly<Record<string, string>> = {
	'Function Scan': 'Function Name',
	'Table Function Scan': 'Table Function Name',
	'CTE Scan': 'CTE Name',
	'WorkTable Scan': 'CTE Name',
	'Named Tuplestore Scan': 'Tuplestore Name',
};
/** These have no object, only an alias. */
const aliased: ReadonlySet<string> = new Set(['Values Scan', 'Subquery Scan']);
const scanDirections: ReadonlySet<string> = new Set(['Index Scan', 'Index Only Scan']);

/** Sets type, strategy, mode, operation and the like from the node's name. */
function putName(facts: Building, name: string): void {
	const [, mode, kind = ''] = aggregate.exec(name) ?? [];
	const [, method, joinType] = join.exec(name) ?? [];
	const [, setMethod, command = ''] = setOperation.exec(name) ?? [];
	const [, foreign, operation] = modification.exec(name) ?? [];
	const provider = customScan.exec(name)?.[1];
	if (kind !== '') {
		put(facts, 'Node Type', 'Aggregate');
		put(facts, 'Strategy', strategies[kind] ?? kind);
		put(facts, 'Partial Mode', mode ?? 'Simple');
	} else if (method !== undefined) {
		put(facts, 'Node Type', method === 'Nested Loop' ? method : `${method} Join`);
		put(facts, 'Join Type', joinType ?? 'Inner');
	} else if (name === 'Nested Loop') {
		put(facts, 'Node Type', name);
		put(facts, 'Join Type', 'Inner');
	} else if (setMethod !== undefined) {
		put(facts, 'Node Type', 'SetOp');
		put(facts, 'Strategy', setMethod === 'SetOp' ? 'Sorted' : 'Hashed');
		put(facts, 'Command', command);
	} else if (operation !== undefined) {
		put(facts, 'Node Type', foreign === undefined ? 'ModifyTable' : 'Foreign Scan');
		put(facts, 'Operation', operation);
	} else if (provider !== undefined) {
		put(facts, 'Node Type', 'Custom Scan');
		put(facts, 'Custom Plan Provider', provider);
	} else {
		put(facts, 'Node Type', name);
		if (name === 'Foreign Scan') {
			put(facts, 'Operation', 'Select');
		}
	}
}

/** Sets relation, schema and alias from what stands after ` on `. */
export function putTarget(facts: Building, type: string, text: string): void {
	const target = readTarget(text);
	const objectKey = objectKeys[type] ?? 'Relation Name';
	if (target === null) {
		put(facts, objectKey, text);
		return;
	}

	const {schema, object, alias} = target;
	if (object !== null && !aliased.has(type)) {
		put(facts, objectKey, object);
	}

	if (schema !== null) {
		put(facts, 'Schema', schema);
	}

	put(facts, 'Alias', alias ?? object);
}

/** The keys of EXPLAIN's JSON that the first words of a node's line stand for: `Parallel Index Scan Backward using i on public.t x`. */
export function describeNode(description: string): Building {
	const facts: Building = {};
	const parallel = description.startsWith('Parallel ');
	const unparalleled = parallel ? description.slice('Parallel '.length) : description;
	const concurrent = unparalleled.startsWith('Async ');
	const rest = concurrent ? unparalleled.slice('Async '.length) : unparalleled;
	const {using, on} = findTargets(rest);
	const nameEnd = using >= 0 ? using : on >= 0 ? on : rest.length;
	const backward = rest.slice(0, nameEnd).endsWith(' Backward');
	const name = rest.slice(0, nameEnd - (backward ? ' Backward'.length : 0));
	putName(facts, name);
	put(facts, 'Parallel Aware', parallel);
	put(facts, 'Async Capable', concurrent);
	if (backward || scanDirections.has(name)) {
		put(facts, 'Scan Direction', backward ? 'Backward' : 'Forward');
	}

	if (using >= 0) {
		put(facts, 'Index Name', unquoteName(rest.slice(using + ' using '.length, on >= 0 ? on : rest.length)));
	}

	if (on >= 0) {
		const target = rest.slice(on + ' on '.length);
		if (name === 'Bitmap Index Scan') {
			put(facts, 'Index Name', unquoteName(target));
		} else {
			putTarget(facts, name, target);
		}
	}

	return facts;
}

/** True for a description that is nothing but a node of EXPLAIN, so that it is one even without costs. */
export function isKnownNode(description: string): boolean {
	const bare = description.replace(/^(?:Parallel )?(?:Async )?/, '');
	const {using, on} = findTargets(bare);
	const end = using >= 0 ? using : on >= 0 ? on : bare.length;
	const name = bare.slice(0, end).replace(/ Backward$/, '');
	const target = on >= 0 ? bare.slice(on + ' on '.length) : null;
	return (plainNodes.has(name) || [aggregate, join, setOperation, customScan].some(pattern => pattern.test(name))
		|| (target !== null && modification.test(name)))
		&& (target === null || readTarget(target) !== null);
}
