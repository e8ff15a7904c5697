import type {PlanNode} from '../../plan/plan.ts';
import {sanitise} from '../../text/plain.ts';
import {formatCount} from '../../text/quantity.ts';
import type {Rule} from '../draft.ts';
import {rowsOf, type Scene, totalOf} from '../scene.ts';

/** 4 MB, the default of work_mem. */
const defaultWorkMem = 4096;
const units: Readonly<Record<string, number>> = {B: 1 / 1024, kB: 1, MB: 1024, GB: 1024 * 1024, TB: 1024 * 1024 * 1024};

/** kB of a setting such as `64kB`; null when it is none. */
function kilobytesOf(value: string): number | null {
	const [, digits, unit = 'kB'] = /^(\d+)\s*(B|kB|MB|GB|TB)?$/.exec(value) ?? [];
	return digits === undefined ? null : Number(digits) * (units[unit] ?? 1);
}

/** From so many rows on Postgres would think of workers (min_parallel_table_scan_size, 8 MB, holds about as many). */
const worthWorkers = 100_000;

function spills({selfBuffers, raw}: PlanNode): boolean {
	return (selfBuffers !== null && selfBuffers.tempRead + selfBuffers.tempWritten > 0) || (typeof raw['Lossy Heap Blocks'] === 'number' && raw['Lossy Heap Blocks'] > 0);
}

/** Whether a value other than the default explains what this plan looks like. Most non-default settings are there for good reasons. */
function explains(scene: Scene, name: string, value: string): boolean {
	const number = Number(value);
	switch (name) {
		case 'work_mem':
			return (kilobytesOf(value) ?? defaultWorkMem) < defaultWorkMem && scene.plan.nodes.some(node => spills(node));
		case 'random_page_cost':
			// Above 4 indexes are shunned; below the cost of reading in sequence (1) nothing else is.
			return number > 4 || number < Number(scene.plan.settings['seq_page_cost'] ?? '1');
		case 'max_parallel_workers_per_gather':
		case 'max_parallel_workers':
			return number === 0 && scene.ran.some(node => node.relation !== null && rowsOf(node) + totalOf(node, 'Rows Removed by Filter') >= worthWorkers);
		case 'join_collapse_limit':
		case 'from_collapse_limit':
			return number <= 1;
		case 'plan_cache_mode':
			return value.startsWith('force_');
		case 'force_parallel_mode':
		case 'debug_parallel_query':
			return value !== 'off';
		case 'parallel_leader_participation':
			return value === 'off';
		default:
			return name.startsWith('enable_') && value === 'off';
	}
}

/** Settings that are not the default and made the plan what it is. */
export const settings: Rule = {
	name: 'settings',
	find: scene => {
		const telling = Object.entries(scene.plan.settings).filter(([name, value]) => scene.context.givenSettings?.includes(name) !== true && explains(scene, name, value));
		if (telling.length === 0) {
			return [];
		}

		const disabled = scene.plan.nodes.filter(({raw}) => raw['Disabled'] === true).length;
		const [first] = telling;
		const list = telling.map(([name, value]) => `${name} = ${value}`).join(', ');
		return [{
			nodeId: null,
			title: telling.length === 1 && first !== undefined ? sanitise(`The plan is made with ${first[0]} = ${first[1]}`) : `The plan is made with ${formatCount(telling.length)} telling settings`,
			evidence: `Not the defaults: ${sanitise(list, {maxLength: 200})}.${disabled > 0 ? ` ${formatCount(disabled)} of the nodes are of a kind that is switched off, for want of another.` : ''}`,
			advice: `${telling.length > 2 ? 'RESET ALL' : telling.map(([name]) => `RESET ${sanitise(name)}`).join(', ')}, and explain again, to see what the planner would do by itself.`,
			savesMs: null,
			severity: 'info' as const,
		}];
	},
};
