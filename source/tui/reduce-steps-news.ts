import {nextStep} from '../experiment/next-step.ts';
import {stepNames} from '../experiment/steps-survey.ts';
import {only} from './key-step.ts';
import type {Step} from './command.ts';
import {closeSteps} from './open-steps.ts';
import {type Said, type StepsNews, type StepsOverlay, type StepsStage, type StepsWork, underWay} from './steps-overlay.ts';
import type {State} from './state.ts';

/** What the steps say, into the overlay; nobody hears it once that is closed. */
export function reduceStepsNews(state: State, news: StepsNews): Step {
	const {overlay} = state;
	if (overlay?.kind !== 'steps') {
		// Files are written whether or not anybody waits.
		return only(news.kind === 'written' ? {...state, notice: {text: news.said.text, tone: news.said.tone === 'warn' ? 'warn' : 'plain'}} : state);
	}

	// Whoever left before it was looked wants to be gone; only now does nobody use the session.
	const left = overlay.survey === null && overlay.stage.kind === 'work' && overlay.stage.stopping;
	if (left && (news.kind === 'looked' || news.kind === 'refused')) {
		return closeSteps(state, overlay);
	}

	const stage = stageAfter(overlay.stage, news);
	// That a key has to wait is no news once it need not.
	const waited = overlay.stage.kind === 'work' && stage.kind !== 'work' && state.notice?.text === underWay(overlay.stage);
	const put = (changes: Partial<StepsOverlay>): Step => only({...state, overlay: {...overlay, ...changes}, notice: waited ? null : state.notice});
	return news.kind === 'looked'
		? put({survey: news.survey, cursor: stepNames.indexOf(nextStep(news.survey)), stage})
		: put({stage});
}

function stageAfter(stage: StepsStage, news: StepsNews): StepsStage {
	const said = stage.kind === 'work' ? stage.said : [];
	switch (news.kind) {
		case 'looked': {
			return {kind: 'list'};
		}

		case 'compared': {
			return {kind: 'report', report: news.report, cursor: 0, written: null};
		}

		case 'written': {
			return stage.kind === 'report' ? {...stage, written: news.said} : stage;
		}

		case 'told': {
			// What is skipped stands in the log already.
			return {kind: 'told', errand: news.errand, log: news.outcome.log, said: [...said.filter(({tone}) => tone === 'warn'), ...talkOf(news.outcome.talk)], offset: 0};
		}

		case 'ended': {
			return {kind: 'ended', step: news.errand.step, outcome: news.outcome, said, offset: 0};
		}

		case 'refused': {
			return {kind: 'ended', step: stage.kind === 'work' ? stage.errand?.step ?? null : null, outcome: null, said: [...said, ...letterOf(news)], offset: 0};
		}

		case 'at':
		case 'said':
		case 'asked': {
			return stage.kind === 'work' ? workAfter(stage, news) : stage;
		}
	}
}

function workAfter(work: StepsWork, news: Extract<StepsNews, {kind: 'at' | 'said' | 'asked'}>): StepsWork {
	switch (news.kind) {
		case 'at': {
			return {...work, title: news.title, fraction: news.fraction, at: news.at};
		}

		case 'said': {
			return {...work, said: [...work.said, news.said]};
		}

		case 'asked': {
			return {...work, question: {text: news.text, statements: news.statements}};
		}
	}
}

function talkOf(sentences: readonly string[]): readonly Said[] {
	return sentences.map(text => ({text, tone: 'plain'}));
}

function letterOf({lines: [message = '', ...rest], cancelled}: Extract<StepsNews, {kind: 'refused'}>): readonly Said[] {
	return [{text: message, tone: cancelled ? 'warn' : 'error'}, ...rest.map((text): Said => ({text, tone: 'plain'}))];
}
