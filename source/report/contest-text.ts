import type {Delta, Run} from '../experiment/run.ts';
import {clip} from '../text/cells.ts';
import {sanitise} from '../text/plain.ts';
import {formatCount} from '../text/quantity.ts';
import {alignColumns} from '../text/table.ts';
import {measuredVerdict} from '../view/measured-verdict.ts';
import {planGist} from '../view/plan-gist.ts';
import {planOfRun, runBlocks, runTime} from '../view/run-figures.ts';

/** Several configurations, each measured in turns with one baseline. */
export interface Contest {
	readonly baseline: Run;
	readonly deltas: readonly Delta[];
	/** Of the deltas' runs in the history, in their order; null when they are not kept. */
	readonly ids: readonly string[] | null;
	readonly warnings: readonly string[];
}

/** `run ENTRY --indexes A --indexes B --plain`: a line a configuration, the baseline first. */
export function contestText({baseline, deltas, ids, warnings}: Contest, width: number): string {
	const row = (run: Run, verdict: string, id: string): readonly string[] => {
		const plan = planOfRun(run);
		return [sanitise(run.indexes.name), runTime(run), formatCount(runBlocks(plan)), verdict, id, plan === null ? '' : planGist(plan)];
	};
	const table = alignColumns([
		['indexes', 'time', 'blocks', `against [${sanitise(baseline.indexes.name)}]`, ids === null ? '' : 'run', 'plan'],
		row(baseline, '', ''),
		...deltas.map((delta, at) => row(delta.current, measuredVerdict(delta).because, ids?.[at] ?? '')),
	], {align: ['left', 'right', 'right', 'left', 'left', 'left']});
	const compared = deltas.flatMap(({comparison}) => comparison ?? []);
	const sure = Math.min(...compared.map(({confidence}) => confidence));
	return [
		`${baseline.subject.entry}, ${deltas.length} configurations in turns with [${sanitise(baseline.indexes.name)}]`,
		`${baseline.server.version}, ${baseline.rung.badge}`,
		...baseline.subject.parameters.map(({name, value}, at) => `$${at + 1} ${name} = ${value === null ? 'NULL' : sanitise(String(value))}`),
		'',
		...table.map(line => clip(line, width)),
		...(compared.length === 0 ? [] : ['', `${Math.min(...compared.map(({pairs}) => pairs))} turns each, ${Math.floor(100 * sure)} % sure of all together`]),
		...(warnings.length === 0 ? [] : ['', 'warnings', ...warnings.map(warning => `  ${warning}`)]),
	].join('\n');
}
