import type {Json, JsonObject} from '../../source/plan/plan.ts';
import {inner, node, outer} from '../plan/plan-fixtures.ts';

type Random = () => number;

interface Draft {
	readonly type: string;
	readonly facts: Readonly<Record<string, Json>>;
	readonly children: readonly Draft[];
}

function oneOf<T>(random: Random, things: readonly [T, ...T[]]): T {
	return things[Math.floor(random() * things.length)] ?? things[0];
}

/** Few tables, so that names repeat and nothing is easy. */
function leaf(random: Random): Draft {
	const relation = oneOf(random, ['shots', 'scenes', 'projects', 'users']);
	const alias = oneOf(random, [relation, `${relation}_1`, `${relation}_2`]);
	const type = oneOf(random, ['Seq Scan', 'Index Scan', 'Bitmap Heap Scan', 'Result', 'CTE Scan']);
	const facts = type === 'Result' ? {} : type === 'CTE Scan' ? {'CTE Name': 'x', 'Alias': alias} : {'Relation Name': relation, 'Alias': alias};
	return {
		type,
		facts: {...facts, ...(type === 'Index Scan' ? {'Index Name': `${relation}_pkey`} : {}), ...(random() < 0.5 ? {Filter: `(a = ${Math.floor(random() * 3)})`} : {})},
		children: type === 'Bitmap Heap Scan' ? [{type: 'Bitmap Index Scan', facts: {'Index Name': `${relation}_pkey`}, children: []}] : [],
	};
}

/** A tree of about `size` nodes: joins, wrappers, Appends. */
export function randomDraft(random: Random, size: number): Draft {
	if (size <= 1) {
		return leaf(random);
	}

	const kind = random();
	if (kind < 0.4) {
		return {type: oneOf(random, ['Sort', 'Hash', 'Materialize', 'Aggregate', 'Limit', 'Gather', 'Unique']), facts: {}, children: [randomDraft(random, size - 1)]};
	}

	const left = Math.floor(random() * (size - 1));
	const parts = kind < 0.85 ? [left, size - 1 - left] : Array.from({length: Math.min(7, size)}, () => size / 7);
	return {type: kind < 0.85 ? oneOf(random, ['Hash Join', 'Nested Loop', 'Merge Join']) : 'Append', facts: {}, children: parts.map(part => randomDraft(random, part))};
}

/** The same plan, done differently in some places: wrapped, unwrapped, turned round, replaced, pruned. */
export function mutate(random: Random, draft: Draft): Draft {
	const children = draft.children.map(child => mutate(random, child));
	const chance = random();
	const [first] = children;
	if (chance < 0.05) {
		return {type: oneOf(random, ['Sort', 'Gather', 'Materialize']), facts: {}, children: [{...draft, children}]};
	}

	if (chance < 0.1 && first !== undefined && children.length === 1) {
		return first;
	}

	if (chance < 0.15 && children.length > 1) {
		return {...draft, children: [...children].reverse()};
	}

	if (chance < 0.2 && draft.type.endsWith('Join')) {
		return {...draft, type: 'Nested Loop', children};
	}

	if (chance < 0.25) {
		return children.length > 2 ? {...draft, children: children.slice(2)} : children.length === 0 ? leaf(random) : {...draft, children};
	}

	return {...draft, children};
}

/** As EXPLAIN prints it; each node took some time and blocks of its own. */
export function drawn(draft: Draft, random: Random, side: Readonly<Record<string, Json>> = {}): JsonObject {
	const children = draft.children.map((child, at) => drawn(child, random, draft.children.length === 2 && at === 1 ? inner : outer));
	const sum = (key: string) => children.reduce((total, child) => total + Number(child[key]), 0);
	return node(draft.type, {
		...draft.facts,
		...side,
		'Actual Total Time': Math.round(1000 * (sum('Actual Total Time') + random())) / 1000,
		'Shared Hit Blocks': sum('Shared Hit Blocks') + Math.floor(random() * 20),
		'Shared Read Blocks': 0,
	}, children);
}
