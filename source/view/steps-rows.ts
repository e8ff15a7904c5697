import {answers, isStale} from '../experiment/next-step.ts';
import {type AppliedState, type MeasurementGist, type StepName, stepNames, type StepsSurvey} from '../experiment/steps-survey.ts';
import {formatMs} from '../text/duration.ts';
import {formatMoment} from '../text/moment.ts';
import {sanitise} from '../text/plain.ts';
import {type Line, span, type Tone} from './line.ts';
import {wrapTones} from './wrap-tones.ts';

/** done; open: nothing of it is there; half: it was stopped, or something has to be seen to. */
type Mark = 'done' | 'open' | 'half';

interface Standing {
	readonly mark: Mark;
	readonly text: string;
	readonly tone?: Tone;
}

const marks: Readonly<Record<Mark, {readonly sign: string; readonly tone: Tone}>> = {
	done: {sign: '●', tone: 'better'},
	open: {sign: '○', tone: 'dim'},
	half: {sign: '▲', tone: 'warn'},
};

/** Cells before a step's standing: the cursor, its mark and its name. */
const nameWidth = Math.max(...stepNames.map(({length}) => length)) + 1;
const indent = 4 + nameWidth;
/** More names of indexes than these are a number. */
const mostNames = 8;

/** A step and where it stands, on as many lines as that takes. */
export interface StepRow {
	readonly step: StepName;
	readonly lines: readonly Line[];
}

/** Every step as it stands, each beginning with its mark and name; `next` is pointed out. */
export function stepsRows(survey: StepsSurvey, next: StepName, width: number): readonly StepRow[] {
	return stepNames.map(step => {
		const {mark, text, tone = 'plain'} = standing(step, survey);
		const {sign, tone: signTone} = marks[mark];
		const [first = [], ...rest] = wrapTones([...(step === next ? [span('next: ', 'key')] : []), span(sanitise(text), tone)], Math.max(20, width - indent));
		return {step, lines: [
			[span(sign, signTone), span(' '), span(step.padEnd(nameWidth), step === next ? 'strong' : 'plain'), ...first],
			...rest.map((line): Line => [span(' '.repeat(2 + nameWidth)), ...line]),
		]};
	});
}

function standing(step: StepName, survey: StepsSurvey): Standing {
	switch (step) {
		case 'setup': {
			return setupStanding(survey);
		}

		case 'seed': {
			return {mark: 'open', text: survey.setup.kind === 'done' ? 'replaces the rows of The Copy by fresh ones; its indexes stay' : 'after setup', tone: 'dim'};
		}

		case 'baseline': {
			return survey.baseline === null ? noBaseline(survey) : measuredStanding(survey.baseline);
		}

		case 'apply-indexes': {
			return survey.indexes === null ? untold(survey) : applyStanding(survey.indexes);
		}

		case 'post-optimization': {
			return afterStanding(survey);
		}

		case 'compare': {
			const {baseline, after} = survey;
			const pair = `${baseline?.id ?? ''} with ${after?.id ?? ''}`;
			return answers(after, baseline)
				? isStale(survey) ? {mark: 'half', text: `${pair}; ${stale}`, tone: 'warn'} : {mark: 'done', text: pair}
				: {mark: 'open', text: 'after a baseline and the post-optimization that answers it', tone: 'dim'};
		}

		case 'rollback': {
			return survey.indexes === null ? untold(survey) : rollbackStanding(survey.indexes);
		}
	}
}

function noBaseline({unknownBaseline}: StepsSurvey): Standing {
	return unknownBaseline === undefined ? {mark: 'open', text: 'none yet'} : {mark: 'half', text: `none is called "${unknownBaseline}"`, tone: 'warn'};
}

const stale = 'indexes were built after it';

function untold({setup}: StepsSurvey): Standing {
	return {mark: 'open', text: setup.kind === 'absent' ? 'after setup' : 'told when that database is open', tone: 'dim'};
}

function setupStanding({setup, builtIn}: StepsSurvey): Standing {
	switch (setup.kind) {
		case 'done': {
			const what = setup.made === null ? 'The Copy' : `The Copy, scale ${setup.made.scale}, seed ${setup.made.seed}`;
			return setup.missingIndexes.length === 0 ? {mark: 'done', text: what} : {mark: 'half', text: `${what}, without ${named(setup.missingIndexes)}`, tone: 'warn'};
		}

		case 'begun': {
			return {mark: 'done', text: 'there is such a database'};
		}

		case 'absent': {
			return {mark: 'open', text: builtIn ? 'not done' : 'not done; The Copy is not what this catalogue is about'};
		}

		case 'foreign': {
			return {mark: 'done', text: 'the tables of The Copy are here, but planflip did not make them: it neither fills nor empties them'};
		}

		case 'partial': {
			return {mark: 'half', text: 'some tables have names of The Copy\'s, others are missing: planflip adds none', tone: builtIn ? 'warn' : 'dim'};
		}
	}
}

function measuredStanding({id, startedAt, finishedAt, measured, of, failures, leftOut, rttMs}: MeasurementGist, goesOn = true): Standing {
	const text = `${id}, ${formatMoment(startedAt)}: ${measured} of ${of} measured${failures === 0 ? '' : `, ${failures} failed`}${leftOut === 0 ? '' : `, ${leftOut} left out`}${rttMs === 0 ? '' : `, ${formatMs(rttMs)} waited per round trip`}`;
	return finishedAt === null ? {mark: 'half', text: `${text}, then stopped; ${goesOn ? 'it goes on from there' : 'a new one begins'}`, tone: 'warn'} : {mark: 'done', text};
}

function afterStanding(survey: StepsSurvey): Standing {
	const {after, baseline} = survey;
	if (after === null) {
		return {mark: 'open', text: baseline === null ? 'after a baseline' : 'none yet', ...(baseline === null ? {tone: 'dim' as const} : {})};
	}

	const {mark, text, tone} = measuredStanding(after, after.answers === baseline?.id);
	const [doubt] = [
		...(after.answers === baseline?.id ? [] : [`it answers ${after.answers ?? 'no baseline'}, not ${baseline?.id ?? 'one that is there'}`]),
		...(isStale(survey) ? [stale] : []),
	];
	return doubt === undefined
		? {mark, text: `${text}; answers ${after.answers ?? ''}`, ...(tone === undefined ? {} : {tone})}
		: {mark: 'half', text: `${text}; ${doubt}`, tone: 'warn'};
}

function applyStanding({toBuild, leftovers, built, obstacles, drops}: AppliedState): Standing {
	const ours = built.filter(name => drops.includes(name));
	const text = [
		...(toBuild.length === 0 ? [] : [`${toBuild.length} to build: ${named(toBuild)}`]),
		...(leftovers.length === 0 ? [] : [`INVALID, left by a build that failed: ${named(leftovers)}`]),
		...(ours.length === 0 ? [] : [`built by apply-indexes: ${named(ours)}`]),
		...(built.length === ours.length ? [] : [`${built.length - ours.length} were there`]),
		...obstacles,
	].join('; ');
	const seen = leftovers.length === 0 && obstacles.length === 0;
	return {mark: seen ? (toBuild.length === 0 && built.length > 0 ? 'done' : 'open') : 'half', text: text === '' ? 'nothing is proposed' : text, ...(seen ? {} : {tone: 'warn' as const})};
}

function rollbackStanding({drops, left}: AppliedState): Standing {
	const text = [
		...(drops.length === 0 ? [] : [`would drop ${named(drops)}`]),
		...left.map(text => `would leave ${text}`),
	].join('; ');
	return text === ''
		? {mark: 'open', text: 'nothing that apply-indexes built is here', tone: 'dim'}
		: {mark: left.length === 0 ? 'open' : 'half', text, ...(left.length === 0 ? {} : {tone: 'warn' as const})};
}

function named(names: readonly string[]): string {
	return names.length <= mostNames ? names.join(', ') : `${names.slice(0, mostNames).join(', ')} and ${names.length - mostNames} more`;
}
