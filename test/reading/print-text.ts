import type {Json, JsonObject} from '../../source/plan/plan.ts';

/*
 * EXPLAIN's text, printed from its JSON: explain.c over again, so that both formats are of one execution. The plans that real
 * servers printed in both formats prove that it prints what Postgres does (formats.test.ts).
 */

const num = (object: JsonObject, key: string) => object[key] as number | undefined;
const str = (object: JsonObject, key: string) => object[key] as string | undefined;
const list = (object: JsonObject, key: string) => object[key] as readonly string[] | undefined;
const objects = (object: JsonObject, key: string) => (object[key] ?? []) as readonly JsonObject[];
const child = (object: JsonObject, key: string) => object[key] as JsonObject | undefined;

const plain = (value: Json) => typeof value === 'string' ? value : JSON.stringify(value);

/** quote_identifier, without the list of key words. */
const quote = (name: string) => /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
const fixed = (value: number | undefined, digits: number) => (value ?? 0).toFixed(digits);

interface Style {
	readonly analyze: boolean;
	readonly verbose: boolean;
	/** Of the major version: how rows are printed, and I/O times. */
	readonly version: number;
}

const aggregates: Readonly<Record<string, string>> = {Plain: 'Aggregate', Sorted: 'GroupAggregate', Hashed: 'HashAggregate', Mixed: 'MixedAggregate'};

function nameOf(node: JsonObject): string {
	const type = str(node, 'Node Type') ?? '';
	const joinType = str(node, 'Join Type');
	switch (type) {
		case 'Aggregate': {
			const mode = str(node, 'Partial Mode');
			return `${mode === 'Simple' || mode === undefined ? '' : `${mode} `}${aggregates[str(node, 'Strategy') ?? ''] ?? type}`;
		}

		case 'Nested Loop':
		case 'Merge Join':
		case 'Hash Join': {
			const method = type.replace(' Join', '');
			return joinType !== 'Inner' ? `${method} ${joinType} Join` : type === 'Nested Loop' ? type : `${method} Join`;
		}

		case 'SetOp':
			return `${str(node, 'Strategy') === 'Hashed' ? 'HashSetOp' : 'SetOp'} ${str(node, 'Command')}`;
		case 'ModifyTable':
			return str(node, 'Operation') ?? type;
		case 'Foreign Scan':
			return str(node, 'Operation') === 'Select' ? type : `Foreign ${str(node, 'Operation')}`;
		case 'Custom Scan':
			return `Custom Scan (${str(node, 'Custom Plan Provider')})`;
		default:
			return type;
	}
}

function targetOf(node: JsonObject): string {
	const object = ['Relation Name', 'Function Name', 'Table Function Name', 'CTE Name', 'Tuplestore Name'].map(key => str(node, key)).find(name => name !== undefined);
	const schema = str(node, 'Schema');
	const alias = str(node, 'Alias');
	return alias === undefined ? '' : ` on${schema === undefined ? '' : ` ${quote(schema)}.${quote(object ?? '')}`}${
		schema !== undefined || object === undefined ? '' : ` ${quote(object)}`}${alias === object ? '' : ` ${quote(alias)}`}`;
}

function rows(value: number | undefined, {version}: Style): string {
	return fixed(value, version >= 18 ? 2 : 0);
}

function measured(object: JsonObject, style: Style): string {
	const time = num(object, 'Actual Total Time') === undefined ? '' : `time=${fixed(num(object, 'Actual Startup Time'), 3)}..${fixed(num(object, 'Actual Total Time'), 3)} `;
	return `actual ${time}rows=${rows(num(object, 'Actual Rows'), style)} loops=${num(object, 'Actual Loops')}`;
}

function nodeLine(node: JsonObject, style: Style): string {
	const index = str(node, 'Index Name');
	const scan = index === undefined ? targetOf(node) : str(node, 'Node Type') === 'Bitmap Index Scan' ? ` on ${quote(index)}`
		: `${str(node, 'Scan Direction') === 'Backward' ? ' Backward' : ''} using ${quote(index)}${targetOf(node)}`;
	const costs = num(node, 'Total Cost') === undefined ? ''
		: `  (cost=${fixed(num(node, 'Startup Cost'), 2)}..${fixed(num(node, 'Total Cost'), 2)} rows=${num(node, 'Plan Rows')} width=${num(node, 'Plan Width')})`;
	const actual = !style.analyze ? '' : num(node, 'Actual Loops') === 0 ? ' (never executed)' : ` (${measured(node, style)})`;
	return `${node['Parallel Aware'] === true ? 'Parallel ' : ''}${node['Async Capable'] === true ? 'Async ' : ''}${nameOf(node)}${scan}${costs}${actual}`;
}

const counters = (object: JsonObject, place: string, names: Readonly<Record<string, string>>, digits = 0) => {
	const shown = Object.entries(names).flatMap(([name, key]) => (num(object, key) ?? 0) > 0 ? [`${name}=${fixed(num(object, key), digits)}`] : []);
	return shown.length === 0 ? [] : [`${place === '' ? '' : `${place} `}${shown.join(' ')}`];
};

function counterLines(object: JsonObject, {version}: Style): string[] {
	const buffers = ['Shared', 'Local', 'Temp'].flatMap(place => counters(object, place.toLowerCase(), Object.fromEntries(
		['hit', 'read', 'dirtied', 'written'].map(name => [name, `${place} ${name.slice(0, 1).toUpperCase()}${name.slice(1)} Blocks`]))));
	const timings = ['', 'Shared ', 'Local ', 'Temp '].flatMap(place => counters(object,
		place === '' && version >= 15 ? 'shared' : place.trim().toLowerCase(), {read: `${place}I/O Read Time`, write: `${place}I/O Write Time`}, 3));
	const wal = counters(object, '', {records: 'WAL Records', fpi: 'WAL FPI', bytes: 'WAL Bytes', 'buffers full': 'WAL Buffers Full'});
	return [
		...(buffers.length === 0 ? [] : [`Buffers: ${buffers.join(', ')}`]),
		...(timings.length === 0 ? [] : [`I/O Timings: ${timings.join(', ')}`]),
		...(wal.length === 0 ? [] : [`WAL: ${wal[0]}`]),
	];
}

function sortGroups(label: string, groups: JsonObject): string {
	const methods = list(groups, 'Sort Methods Used') ?? [];
	const spaces = ['Memory', 'Disk'].flatMap(type => {
		const space = child(groups, `Sort Space ${type}`);
		return space === undefined ? [] : [`  Average ${type}: ${num(space, 'Average Sort Space Used')}kB  Peak ${type}: ${num(space, 'Peak Sort Space Used')}kB`];
	});
	return `${label}: ${num(groups, 'Group Count')}  Sort Method${methods.length > 1 ? 's' : ''}: ${methods.join(', ')}${spaces.join('')}`;
}

/** Lines that say what several keys do; `Sort Method` and the like, of a node or of a worker. */
function detailLines(object: JsonObject): string[] {
	const was = (now: string, before: string) => num(object, `Original Hash ${now}`) === num(object, `Hash ${now}`) && num(object, `Original Hash ${before}`) === num(object, `Hash ${before}`)
		? '' : ` (originally ${num(object, `Original Hash ${now}`)})`;
	const lines: string[] = [];
	if (object['Sort Method'] !== undefined) {
		lines.push(`Sort Method: ${str(object, 'Sort Method')}  ${str(object, 'Sort Space Type')}: ${num(object, 'Sort Space Used')}kB`);
	}

	for (const label of ['Full-sort Groups', 'Pre-sorted Groups']) {
		const groups = child(object, label);
		lines.push(...groups === undefined ? [] : [sortGroups(label, groups)]);
	}

	if (object['Hash Buckets'] !== undefined) {
		lines.push(`Buckets: ${num(object, 'Hash Buckets')}${was('Buckets', 'Batches')}  Batches: ${num(object, 'Hash Batches')}${was('Batches', 'Buckets')}  Memory Usage: ${num(object, 'Peak Memory Usage')}kB`);
	}

	const partitions = num(object, 'Planned Partitions') ?? 0;
	const batches = num(object, 'HashAgg Batches');
	const hashed = [
		...(partitions > 0 ? [`Planned Partitions: ${partitions}`] : []),
		...(batches === undefined ? [] : [`Batches: ${batches}  Memory Usage: ${num(object, 'Peak Memory Usage')}kB${batches > 1 ? `  Disk Usage: ${num(object, 'Disk Usage')}kB` : ''}`]),
	];
	lines.push(...hashed.length > 0 ? [hashed.join('  ')] : []);
	if (object['Cache Hits'] !== undefined) {
		lines.push(`Hits: ${num(object, 'Cache Hits')}  Misses: ${num(object, 'Cache Misses')}  Evictions: ${num(object, 'Cache Evictions')}  Overflows: ${num(object, 'Cache Overflows')}  Memory Usage: ${num(object, 'Peak Memory Usage')}kB`);
	}

	if (object['Storage'] !== undefined) {
		lines.push(`Storage: ${str(object, 'Storage')}  Maximum Storage: ${num(object, 'Maximum Storage')}kB`);
	}

	const blocks = counters(object, '', {exact: 'Exact Heap Blocks', lossy: 'Lossy Heap Blocks'});
	return [...lines, ...blocks.map(line => `Heap Blocks: ${line}`)];
}

function groupingLines(node: JsonObject): string[] {
	return objects(node, 'Grouping Sets').flatMap(pass => {
		const sort = list(pass, 'Sort Key');
		const keys = ['Group Key', 'Hash Key'].flatMap(key => ((pass[`${key}s`] ?? []) as readonly (readonly string[])[]).map(set => `${key}: ${set.length === 0 ? '()' : set.join(', ')}`));
		return sort === undefined ? keys : [`Sort Key: ${sort.join(', ')}`, ...keys.map(line => `  ${line}`)];
	});
}

const shownAlways = ['Workers Planned', 'Workers Launched', 'Heap Fetches', 'Index Searches', 'Tuples Inserted', 'Conflicting Tuples', 'Batch Size'];
const shownWhenSet = ['Rows Removed by Filter', 'Rows Removed by Index Recheck', 'Rows Removed by Join Filter', 'Rows Removed by Conflict Filter', 'Subplans Removed'];
const shownWhenTrue = ['Disabled', 'Single Copy'];
/** Keys that other lines have shown. */
const elsewhere = new Set([
	'Node Type', 'Strategy', 'Partial Mode', 'Operation', 'Parent Relationship', 'Subplan Name', 'Custom Plan Provider', 'Parallel Aware', 'Async Capable',
	'Scan Direction', 'Index Name', 'Relation Name', 'Function Name', 'Table Function Name', 'CTE Name', 'Tuplestore Name', 'Schema', 'Alias', 'Join Type', 'Command',
	'Sort Method', 'Sort Space Type', 'Storage', 'Sampling Method', 'Repeatable Seed', 'Plans', 'Workers', 'Target Tables', 'Grouping Sets', 'Sampling Parameters',
]);

function propertyLines(node: JsonObject, {verbose}: Style): string[] {
	const lines: string[] = [];
	for (const [key, value] of Object.entries(node)) {
		const shown = typeof value === 'number' ? shownAlways.includes(key) || (shownWhenSet.includes(key) && value > 0)
			: typeof value === 'boolean' ? value && (shownWhenTrue.includes(key) || (key === 'Inner Unique' && verbose))
				: !elsewhere.has(key) && typeof value !== 'object';
		if (shown) {
			lines.push(`${key}: ${plain(value)}`);
		} else if (Array.isArray(value) && !elsewhere.has(key)) {
			lines.push(`${key}: ${value.join(', ')}`);
		}
	}

	const method = str(node, 'Sampling Method');
	const seed = str(node, 'Repeatable Seed');
	const merged = str(node, 'Operation') === 'Merge'
		? counters(node, '', {inserted: 'Tuples Inserted', updated: 'Tuples Updated', deleted: 'Tuples Deleted', skipped: 'Tuples Skipped'}) : [];
	return [
		...lines.filter(line => merged.length === 0 || !line.startsWith('Tuples ')),
		...merged.map(line => `Tuples: ${line}`),
		...(method === undefined ? [] : [`Sampling: ${method} (${list(node, 'Sampling Parameters')?.join(', ')})${seed === undefined ? '' : ` REPEATABLE (${seed})`}`]),
		...groupingLines(node),
		...detailLines(node),
	];
}

function jitLines(jit: JsonObject): string[] {
	const options = child(jit, 'Options') ?? {};
	const timing = child(jit, 'Timing');
	const phases = Object.entries(timing ?? {}).map(([name, ms]) => typeof ms === 'number'
		? `${name} ${fixed(ms, 3)} ms`
		: `${name} ${fixed(num(ms as JsonObject, 'Total'), 3)} ms (Deform ${fixed(num(ms as JsonObject, 'Deform'), 3)} ms)`);
	return [
		'JIT:',
		`  Functions: ${num(jit, 'Functions')}`,
		`  Options: ${Object.entries(options).map(([name, set]) => `${name} ${plain(set)}`).join(', ')}`,
		...(timing === undefined ? [] : [`  Timing: ${phases.join(', ')}`]),
	];
}

function workerLines(worker: JsonObject, style: Style): string[] {
	const jit = child(worker, 'JIT');
	const [first, ...others] = [
		...(worker['Actual Loops'] === undefined ? [] : [measured(worker, style)]),
		...detailLines(worker),
		...(jit === undefined ? [] : jitLines(jit)),
		...counterLines(worker, style),
	];
	return first === undefined ? [] : [`Worker ${num(worker, 'Worker Number')}:  ${first}`, ...others.map(line => `  ${line}`)];
}

function nodeLines(root: JsonObject, style: Style): string[] {
	const lines: string[] = [];
	const open: {node: JsonObject; indent: number}[] = [{node: root, indent: 0}];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const {node} = next;
		let {indent} = next;
		const subplan = str(node, 'Subplan Name');
		if (subplan !== undefined) {
			lines.push(`${' '.repeat(indent)}${subplan}`);
			indent += 2;
		}

		lines.push(`${' '.repeat(indent)}${indent === 0 ? '' : '->  '}${nodeLine(node, style)}`);
		const inner = indent === 0 ? 2 : indent + 6;
		const targets = objects(node, 'Target Tables').map(target => `${str(node, 'Operation')}${targetOf(target)}`);
		const workers = objects(node, 'Workers').flatMap(worker => workerLines(worker, style));
		lines.push(...[...targets, ...propertyLines(node, style), ...counterLines(node, style), ...workers].map(line => `${' '.repeat(inner)}${line}`));
		open.push(...objects(node, 'Plans').map(plan => ({node: plan, indent: inner})).reverse());
	}

	return lines;
}

function* allObjects(value: Json): Iterable<JsonObject> {
	const open: Json[] = [value];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (Array.isArray(next)) {
			open.push(...next as Json[]);
		} else if (typeof next === 'object' && next !== null) {
			yield next as JsonObject;
			open.push(...Object.values(next as JsonObject));
		}
	}
}

function summaryLines(raw: JsonObject, style: Style): string[] {
	const lines: string[] = [];
	const settings = Object.entries(child(raw, 'Settings') ?? {});
	const planning = child(raw, 'Planning') ?? {};
	const modified = [...allObjects(raw)].filter(object => object['Node Type'] === 'ModifyTable').flatMap(object => objects(object, 'Target Tables').length > 0 ? objects(object, 'Target Tables') : [object]);
	const memory = planning['Memory Used'] === undefined ? [] : [`Memory: used=${num(planning, 'Memory Used')}kB  allocated=${num(planning, 'Memory Allocated')}kB`];
	const planned = [...counterLines(planning, style), ...memory];
	lines.push(
		...(settings.length === 0 ? [] : [`Settings: ${settings.map(([name, value]) => `${name} = '${plain(value)}'`).join(', ')}`]),
		...(raw['Query Identifier'] === undefined ? [] : [`Query Identifier: ${num(raw, 'Query Identifier')}`]),
		...(planned.length === 0 ? [] : ['Planning:', ...planned.map(line => `  ${line}`)]),
		...(raw['Planning Time'] === undefined ? [] : [`Planning Time: ${fixed(num(raw, 'Planning Time'), 3)} ms`]),
	);
	const triggers = objects(raw, 'Triggers');
	// Shown when there are several relations that they could be on (ExplainPrintTriggers).
	const showsRelation = modified.length > 1 || triggers.some(trigger => str(trigger, 'Relation') !== (modified[0] && str(modified[0], 'Relation Name')));
	for (const trigger of triggers) {
		const constraint = str(trigger, 'Constraint Name');
		const time = num(trigger, 'Time');
		lines.push(`Trigger${constraint === undefined || style.verbose ? ` ${str(trigger, 'Trigger Name')}` : ''}${constraint === undefined ? '' : ` for constraint ${constraint}`}${
			showsRelation ? ` on ${str(trigger, 'Relation')}` : ''}: ${time === undefined ? '' : `time=${fixed(time, 3)} `}calls=${num(trigger, 'Calls')}`);
	}

	const jit = child(raw, 'JIT');
	const serialization = child(raw, 'Serialization');
	return [
		...lines,
		...(jit === undefined ? [] : jitLines(jit)),
		...(serialization === undefined ? [] : [
			`Serialization: ${serialization['Time'] === undefined ? '' : `time=${fixed(num(serialization, 'Time'), 3)} ms  `}output=${num(serialization, 'Output Volume')}kB  format=${str(serialization, 'Format')}`,
			...counterLines(serialization, style).map(line => `  ${line}`),
		]),
		...(raw['Execution Time'] === undefined ? [] : [`Execution Time: ${fixed(num(raw, 'Execution Time'), 3)} ms`]),
	];
}

/** What EXPLAIN (FORMAT TEXT) would have printed in place of this JSON. `version` is the major version it came from. */
export function printText(raw: JsonObject, version: number): string {
	const root = child(raw, 'Plan') ?? {};
	const style: Style = {
		analyze: root['Actual Loops'] !== undefined,
		verbose: [...allObjects(root)].some(object => object['Output'] !== undefined),
		version,
	};
	return [...nodeLines(root, style), ...summaryLines(raw, style)].join('\n');
}
