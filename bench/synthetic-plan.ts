/** A node as EXPLAIN (ANALYZE, VERBOSE, BUFFERS, FORMAT JSON) prints it; grown from the leaves up, so that the sums are right. */
type RawNode = Record<string, unknown> & {
	'Plans'?: RawNode[];
};

interface Costs {
	/** ms of the node alone */
	readonly selfMs: number;
	readonly rows: number;
	readonly hit: number;
}

const blockKeys = [
	'Shared Hit Blocks', 'Shared Read Blocks', 'Shared Dirtied Blocks', 'Shared Written Blocks', 'Local Hit Blocks',
	'Local Read Blocks', 'Local Dirtied Blocks', 'Local Written Blocks', 'Temp Read Blocks', 'Temp Written Blocks',
];

function node(type: string, {selfMs, rows, hit}: Costs, details: Readonly<Record<string, unknown>>, plans: readonly RawNode[] = []): RawNode {
	const sum = (key: string) => plans.reduce((total, plan) => total + Number(plan[key]), 0);
	const ms = Math.round((sum('Actual Total Time') + selfMs) * 1000) / 1000;
	return {
		'Node Type': type,
		'Parallel Aware': false,
		'Async Capable': false,
		...details,
		'Startup Cost': 0.29,
		'Total Cost': sum('Total Cost') + rows,
		'Plan Rows': Math.ceil(rows * 1.3),
		'Plan Width': 48,
		'Actual Startup Time': 0.011,
		'Actual Total Time': ms,
		'Actual Rows': rows,
		'Actual Loops': 1,
		'Disabled': false,
		'Output': ['s.id', 's.scene_id', 's.shot_number', 's.shot_type'],
		...Object.fromEntries(blockKeys.map((key, at) => [key, sum(key) + (at === 0 ? hit : at === 1 ? hit % 3 : 0)])),
		...(plans.length === 0 ? {} : {Plans: plans.map((plan, at) => ({...plan, 'Parent Relationship': plans.length > 2 ? 'Member' : (at === 0 ? 'Outer' : 'Inner')}))}),
	};
}

/** Of five nodes: what a partition-wise join does to one pair of partitions. */
function joinOf(at: number): RawNode {
	const rows = 10 + at % 90;
	const scan = node('Index Scan', {selfMs: 0.021 + at % 7 / 100, rows, hit: 4 + at % 11}, {
		'Scan Direction': 'Forward', 'Index Name': `shots_p${at}_scene_id_idx`, 'Relation Name': `shots_p${at}`, 'Schema': 'public', 'Alias': `s_${at}`,
		'Index Cond': `(s_${at}.scene_id = c_${at}.id)`, 'Rows Removed by Index Recheck': 0, 'Filter': `(s_${at}.shot_type = 'close-up'::text)`, 'Rows Removed by Filter': at % 13, 'Index Searches': 1,
	});
	const inner = node('Seq Scan', {selfMs: 0.1 + at % 5 / 10, rows: 100, hit: 30}, {
		'Relation Name': `scenes_p${at}`, 'Schema': 'public', 'Alias': `c_${at}`, 'Filter': `(c_${at}.status = 'planned'::text)`, 'Rows Removed by Filter': 20,
	});
	const hash = node('Hash', {selfMs: 0.01, rows: 100, hit: 0}, {'Hash Buckets': 1024, 'Original Hash Buckets': 1024, 'Hash Batches': 1, 'Original Hash Batches': 1, 'Peak Memory Usage': 13}, [inner]);
	const join = node('Hash Join', {selfMs: 0.03, rows, hit: 0}, {'Join Type': 'Inner', 'Inner Unique': true, 'Hash Cond': `(s_${at}.scene_id = c_${at}.id)`}, [scan, hash]);
	return node('Aggregate', {selfMs: 0.008, rows: 3, hit: 0}, {'Strategy': 'Hashed', 'Partial Mode': 'Simple', 'Group Key': [`s_${at}.shot_type`], 'Planned Partitions': 0, 'HashAgg Batches': 1, 'Peak Memory Usage': 24, 'Disk Usage': 0}, [join]);
}

function printed(root: RawNode): string {
	const plan = {...root};
	return JSON.stringify([{
		'Plan': plan,
		'Settings': {work_mem: '64MB'},
		'Planning': {'Shared Hit Blocks': 12, 'Shared Read Blocks': 0},
		'Planning Time': 1.25,
		'Triggers': [],
		'Execution Time': Math.round((Number(root['Actual Total Time']) + 0.4) * 1000) / 1000,
	}], null, 2);
}

/** EXPLAIN's text for a partition-wise join of this many nodes, pretty-printed as Postgres does. */
export function widePlan(nodes: number): string {
	const members = Array.from({length: Math.floor((nodes - 1) / 5)}, (_, at) => joinOf(at));
	return printed(node('Append', {selfMs: 0.2, rows: members.length * 3, hit: 0}, {'Subplans Removed': 0}, members));
}

/** EXPLAIN's text for subqueries nested this deep: most of it is indentation. */
export function deepPlan(depth: number): string {
	let root = joinOf(0);
	for (let level = 6; level <= depth; level++) {
		root = node('Subquery Scan', {selfMs: 0.004, rows: 10, hit: 0}, {'Alias': `q${level}`, 'Filter': `(q${level}.shot_number > ${level})`, 'Rows Removed by Filter': 1}, [root]);
	}

	return printed(root);
}
