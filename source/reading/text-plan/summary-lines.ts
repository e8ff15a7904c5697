/** The lines after the nodes, of the whole plan (ExplainOnePlan). Up to 10 some were written in small letters. */
const summary = /^\s*(?:(?:Planning|Execution) [Tt]ime: |Total runtime: |Trigger\b.*: (?:time=\S+ )?calls=|(?:Settings|Query Identifier|Serialization): |(?:Planning|JIT):\s*$)/s;

/** True for a line of the whole plan, which no node has; JIT alone may also be a worker's. */
export function isSummary(line: string): boolean {
	return summary.test(line);
}
