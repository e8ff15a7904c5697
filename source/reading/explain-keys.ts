import type {Json} from '../plan/plan.ts';

/*
 * EXPLAIN's JSON and YAML say whether a value is text: it is in quotes. XML and text do not, so that has to be known
 * (explain.c: ExplainPropertyText and show_expression, against ExplainPropertyInteger, Float and Bool).
 */

/** Keys whose value is text, whatever it looks like: a table may be called 1, and a Filter may be `true`. */
const textKeys: ReadonlySet<string> = new Set([
	'Node Type', 'Strategy', 'Partial Mode', 'Operation', 'Parent Relationship', 'Subplan Name', 'Custom Plan Provider',
	'Scan Direction', 'Index Name', 'Relation Name', 'Function Name', 'Table Function Name', 'CTE Name', 'Tuplestore Name',
	'Schema', 'Alias', 'Join Type', 'Command',
	'Filter', 'Join Filter', 'One-Time Filter', 'Conflict Filter', 'Index Cond', 'Recheck Cond', 'Hash Cond', 'Merge Cond',
	'TID Cond', 'Order By', 'Run Condition', 'Function Call', 'Table Function Call', 'Cache Key', 'Cache Mode', 'Window',
	'Sort Method', 'Sort Space Type', 'Storage', 'Sampling Method', 'Repeatable Seed', 'Conflict Resolution',
	'Remote SQL', 'Relations', 'Foreign File', 'Foreign Program',
	'Trigger Name', 'Constraint Name', 'Relation', 'Format', 'Query Text', 'Query Parameters',
]);

/** Keys whose value is a list of texts. */
export const listKeys: ReadonlySet<string> = new Set([
	'Output', 'Sort Key', 'Presorted Key', 'Group Key', 'Hash Key', 'Params Evaluated', 'Conflict Arbiter Indexes',
	'Sampling Parameters', 'Sort Methods Used',
]);

/** Keys whose value is a list of objects, or of lists. */
export const groupKeys: ReadonlySet<string> = new Set([
	'Plans', 'Workers', 'Triggers', 'Target Tables', 'Grouping Sets', 'Group Keys', 'Hash Keys',
]);

const otherKeys: readonly string[] = [
	'Plan', 'Planning', 'Settings', 'JIT', 'Options', 'Timing', 'Serialization', 'Full-sort Groups', 'Pre-sorted Groups',
	'Sort Space Memory', 'Sort Space Disk', 'Group Count', 'Average Sort Space Used', 'Peak Sort Space Used',
	'Parallel Aware', 'Async Capable', 'Disabled', 'Inner Unique', 'Single Copy',
	'Startup Cost', 'Total Cost', 'Plan Rows', 'Plan Width', 'Actual Startup Time', 'Actual Total Time', 'Actual Rows', 'Actual Loops',
	'Rows Removed by Filter', 'Rows Removed by Index Recheck', 'Rows Removed by Join Filter', 'Rows Removed by Conflict Filter',
	'Heap Fetches', 'Index Searches', 'Exact Heap Blocks', 'Lossy Heap Blocks', 'Workers Planned', 'Workers Launched', 'Worker Number',
	'Sort Space Used', 'Hash Buckets', 'Original Hash Buckets', 'Hash Batches', 'Original Hash Batches', 'Peak Memory Usage',
	'Planned Partitions', 'HashAgg Batches', 'Disk Usage', 'Cache Hits', 'Cache Misses', 'Cache Evictions', 'Cache Overflows',
	'Maximum Storage', 'Subplans Removed', 'Tuples Inserted', 'Tuples Updated', 'Tuples Deleted', 'Tuples Skipped', 'Conflicting Tuples',
	'Shared Hit Blocks', 'Shared Read Blocks', 'Shared Dirtied Blocks', 'Shared Written Blocks', 'Local Hit Blocks', 'Local Read Blocks',
	'Local Dirtied Blocks', 'Local Written Blocks', 'Temp Read Blocks', 'Temp Written Blocks', 'I/O Read Time', 'I/O Write Time',
	'Shared I/O Read Time', 'Shared I/O Write Time', 'Local I/O Read Time', 'Local I/O Write Time', 'Temp I/O Read Time', 'Temp I/O Write Time',
	'WAL Records', 'WAL FPI', 'WAL Bytes', 'WAL Buffers Full', 'Memory Used', 'Memory Allocated', 'Planning Time', 'Execution Time',
	'Output Volume', 'Query Identifier', 'Batch Size', 'Foreign File Size',
];

const words: readonly string[] = [
	'Seq Scan', 'Sample Scan', 'Index Scan', 'Index Only Scan', 'Bitmap Index Scan', 'Bitmap Heap Scan', 'Tid Scan', 'Tid Range Scan',
	'Subquery Scan', 'Function Scan', 'Table Function Scan', 'Values Scan', 'CTE Scan', 'Named Tuplestore Scan', 'WorkTable Scan',
	'Foreign Scan', 'Custom Scan', 'Nested Loop', 'Merge Join', 'Hash Join', 'Merge Append', 'Recursive Union', 'Gather Merge',
	'Incremental Sort', 'Right Anti', 'Right Semi', 'Intersect All', 'Except All', 'top-N heapsort', 'external merge', 'external sort',
	'still in progress',
];

/** Every key that EXPLAIN has, and every value of several words that it has a fixed set of. */
export const phrases: ReadonlySet<string> = new Set([...textKeys, ...listKeys, ...groupKeys, ...otherKeys, ...words]);

const number = /^-?\d+(?:\.\d+)?$/;

/** The value as EXPLAIN's JSON would have it: text stays text, what else looks like a number or a flag is one. */
export function typedValue(key: string, value: string): Json {
	if (textKeys.has(key)) {
		return value;
	}

	if (number.test(value)) {
		return Number(value);
	}

	return value === 'true' ? true : value === 'false' ? false : value;
}

/** What nothing after a key of YAML means: an empty list or an object without keys is printed like that. */
export function emptyYamlValue(key: string): Json {
	return groupKeys.has(key) || listKeys.has(key) ? [] : key === 'Settings' || key === 'Planning' ? {} : null;
}
