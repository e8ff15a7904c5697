import type {StepsDesk} from '../lab/steps/steps-desk.ts';
import type {Settings, Surface} from './settings.ts';

/** The desk of the steps, loaded when it is first asked: Postgres's client and the reports take longer than the first picture may. */
export function deskOnDemand(settings: Settings, surface: Surface): StepsDesk {
	let desk: Promise<Omit<StepsDesk, 'startThere'>> | null = null;
	const load = async () => {
		desk ??= import('./steps-desk.ts').then(({stepsDesk}) => stepsDesk(settings, surface));
		return desk;
	};

	return {
		startThere: startThere(settings),
		survey: async (...asked) => (await load()).survey(...asked),
		perform: async (...asked) => (await load()).perform(...asked),
		compare: async (...asked) => (await load()).compare(...asked),
		async * moveThere(signal) {
			yield * (await load()).moveThere(signal);
		},
	};
}

/** `planflip --persistent --scale small`, as a shell takes it: what bears on the steps. */
function startThere({scale, seed, catalog, results, indexes, baseline}: Settings): string {
	const quoted = (word: string) => /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll('\'', '\'\\\'\'')}'`;
	return [
		'planflip --persistent',
		...(scale === 'standard' ? [] : [`--scale ${quoted(scale)}`]),
		...(seed === 1 ? [] : [`--seed ${seed}`]),
		...Object.entries({catalog, results, indexes, baseline}).flatMap(([name, value]) => value === undefined ? [] : [`--${name} ${quoted(value)}`]),
	].join(' ');
}
