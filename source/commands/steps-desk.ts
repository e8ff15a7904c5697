import {compareMeasurements} from '../comparison/compare-measurements.ts';
import {isFile} from '../disk/is-file.ts';
import {followSteps} from '../lab/steps/follow-steps.ts';
import type {ComparedReport, Errand, ErrandOutcome, ErrandPorts, StepsDesk} from '../lab/steps/steps-desk.ts';
import {surveySteps} from '../lab/steps/survey-steps.ts';
import {prepare} from '../lab/prepare.ts';
import {comparisonDocument} from '../report/comparison/comparison-document.ts';
import {comparisonJson} from '../report/comparison/comparison-json.ts';
import {operationId} from '../report/comparison/operations-section.ts';
import {detailId} from '../report/comparison/queries-section.ts';
import {documentRows} from '../report/document-rows.ts';
import {readPairs} from './choose-trial.ts';
import {chooseMeasurements} from './choose-measurements.ts';
import {prepareRequest} from './prepare-request.ts';
import {proposeAll} from './propose-all.ts';
import {readRtt} from './read-rtt.ts';
import type {Settings, Surface} from './settings.ts';
import {stepRequest} from './step-request.ts';
import {applyVerb, wantedIndexes} from './steps/apply-verb.ts';
import {fillingVerb} from './steps/filling-verb.ts';
import {measuringVerb} from './steps/measuring-verb.ts';
import {rollbackVerb} from './steps/rollback-verb.ts';
import type {StepVerb} from './steps/step-verb.ts';
import {writeOut, writtenText} from './write-out.ts';

/** The steps for the screen: the verbs of the command line, with the screen's ears and answers in the place of the terminal's. */
export function stepsDesk(settings: Settings, surface: Surface): Omit<StepsDesk, 'startThere'> {
	const baseline = settings.baseline ?? 'latest';
	return {
		async survey(elsewhere, {lent, hear, signal}) {
			const request = {...await stepRequest(settings, surface, signal), ...wantedIndexes(settings.indexes), baseline, lent};
			return (await followSteps(surveySteps(request, elsewhere), hear)).result;
		},
		perform: async (errand, ports) => performErrand(errand, ports, settings, surface),
		// A baseline that was named by its file may lie anywhere.
		compare: async (before, after) => compared([await isFile(baseline) ? baseline : before, after], settings, surface),
		async * moveThere(signal) {
			const ask = () => Promise.resolve(false);
			for await (const event of prepare(await prepareRequest({...settings, persistent: true, fresh: false}, surface, {ask, signal}))) {
				if (event.kind === 'open') {
					proposeAll(event.laboratory, settings);
				}

				yield event;
			}
		},
	};
}

async function performErrand({step, fresh, rttMs}: Errand, {agree, dryRun, signal, lent, hear}: ErrandPorts, settings: Settings, surface: Surface): Promise<ErrandOutcome> {
	const request = {...await stepRequest(settings, surface, signal), lent, dryRun, fresh, agree};
	const run = async <R>({begin, conclude}: StepVerb<R>): Promise<ErrandOutcome> => {
		const {result, log} = await followSteps(begin(request), hear);
		const {code, report, talk, next} = conclude(result, log);
		return {log, code, talk, next, report: columns => report === null ? [] : report.text(columns).split('\n')};
	};

	switch (step) {
		case 'setup':
		case 'seed': {
			return run(fillingVerb(step));
		}

		case 'baseline':
		case 'post-optimization': {
			return run(measuringVerb(step, {rttMs: rttMs ?? readRtt(settings), pairs: readPairs(settings), baseline: settings.baseline ?? 'latest'}));
		}

		case 'apply-indexes': {
			return run(applyVerb(wantedIndexes(settings.indexes)));
		}

		case 'rollback': {
			return run(rollbackVerb);
		}
	}
}

async function compared(words: readonly string[], settings: Settings, surface: Surface): Promise<ComparedReport> {
	const {before, after} = await chooseMeasurements(words, settings, surface);
	const comparison = compareMeasurements(before, after);
	const document = comparisonDocument(comparison);
	const entries = new Map([
		...comparison.statements.map(one => [detailId(one), one.entry.name] as const),
		...comparison.operations.map(one => [operationId(one), one.entry.name] as const),
	]);
	return {
		rows: width => documentRows(document, width).map(({line, link}) => ({line, entry: link === null ? null : entries.get(link) ?? null})),
		write: async () => writtenText(await writeOut('compare', document, comparisonJson(comparison), settings, surface)),
	};
}
