import {errorLines, PlanflipError} from '../errors.ts';
import {NotExecutedHere} from '../experiment/not-executed-here.ts';
import {flipObstacle} from '../experiment/plan-switch.ts';
import {insightContext} from '../experiment/insight-context.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {overview} from '../lab/overview.ts';
import {operationJson} from '../report/operation-json.ts';
import {runJson} from '../report/run-json.ts';
import {clip} from '../text/cells.ts';
import {formatMs} from '../text/duration.ts';
import {jsonText} from '../text/json-text.ts';
import {operationOverviewRow, overviewRow, type OverviewRow} from '../view/overview-rows.ts';
import {readRtt} from './read-rtt.ts';
import {wholeNumber} from './prepare-request.ts';
import type {Settings, Surface} from './settings.ts';
import {withLaboratory} from './with-laboratory.ts';

/** Enough pairs for a verdict, few enough that all queries under three presets take seconds. */
const quickPairs = 5;
const reported = ['bare', 'baseline', 'optimized'];

/** The plain report: every query and every operation under bare, baseline and optimized, each beside the one before. */
export async function overviewCommand(settings: Settings, surface: Surface): Promise<number> {
	if (settings.propose.length > 0) {
		throw new PlanflipError('usage', {message: 'The report of all queries compares presets: --propose is for one query, or for the screen.', hint: 'planflip run ENTRY --propose \'shots (scene_id)\''});
	}

	if (settings.indexes !== undefined || settings.baseline !== undefined) {
		throw new PlanflipError('usage', {
			message: `The report of all queries compares presets: ${settings.indexes === undefined ? '--baseline' : '--indexes'} is for the steps that S runs on the screen.`,
			hint: 'planflip run ENTRY --indexes SPEC measures one query; planflip apply-indexes and post-optimization are the steps without a screen.',
		});
	}

	const pairs = settings.runs === undefined ? quickPairs : wholeNumber('--runs', settings.runs, 1);
	const rttMs = readRtt(settings) ?? 0;
	return withLaboratory(settings, surface, async (laboratory, signal) => {
		const rows: OverviewRow[] = [];
		const results: object[] = [];
		const operations: object[] = [];
		const presets = presetsFor(laboratory);
		for await (const event of overview(laboratory, {presets, pairs, rttMs, signal})) {
			switch (event.kind) {
				case 'query': {
					surface.tell(`${event.at + 1}/${event.of} ${event.entry.title}`);
					break;
				}

				case 'run': {
					results.push(runJson({...event, context: insightContext(laboratory.universe(), event.run.indexes.configuration, laboratory.tables, laboratory.facts, event.run.planningMs)}));
					rows.push(overviewRow(event.run.indexes.name === presets[0]?.name ? event.entry.title : '', event.run, event.delta, event.forecast));
					break;
				}

				case 'operation': {
					surface.tell(`operation ${event.at + 1}/${event.of} ${event.operation.title}`);
					break;
				}

				case 'operated': {
					operations.push(operationJson(event.run, event.delta));
					rows.push(operationOverviewRow(event.delta === null ? event.operation.title : '', event.run, event.delta));
					break;
				}

				case 'note': {
					surface.tell(event.text);
					break;
				}

				case 'failed': {
					(event.entry.kind === 'QueryEntry' ? results : operations).push({entry: event.entry.name, error: errorLines(event.error)});
					rows.push({query: event.entry.title, indexes: '', time: '', buffers: '', change: event.error instanceof NotExecutedHere ? 'left out' : 'failed', plan: clip(errorLines(event.error).join(' '), 100)});
					break;
				}
			}
		}

		if (settings.json) {
			surface.print(jsonText({runs: results, operations}, 2));
			return 0;
		}

		const {printTable} = await import('../tui/print-table.tsx');
		surface.print([
			`planflip: ${laboratory.label}, ${laboratory.facts.version}, ${laboratory.rung().badge}`,
			`each configuration against the one above it; ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} in turns; buffers in 8 kB blocks`,
			...(laboratory.catalog.operations.length === 0 ? [] : [`operations below the queries: time and buffers are the chain's${rttMs === 0 ? '' : `, ${formatMs(rttMs)} really waited after every statement`}`]),
			'',
			printTable(rows),
		].join('\n'));
		return 0;
	});
}

/** The three presets, as far as this server lets them be switched; otherwise the database as it is. */
function presetsFor(laboratory: Laboratory): ReadonlyArray<ReturnType<Laboratory['universe']>['presets'][number]> {
	const {facts} = laboratory;
	const universe = laboratory.universe();
	const possible = universe.presets.filter(({name, configuration}) => reported.includes(name) && universe.indexes
		.filter(index => configuration.on.has(index.key) !== index.built)
		.every(index => flipObstacle(index, laboratory.rung(), facts.superuser) === null));
	return possible.length > 0 ? possible : [{name: 'as-built', configuration: universe.asBuilt}];
}
