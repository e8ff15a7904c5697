import type {Rate} from '../source/statistics/rate-interval.ts';

/** One line of a table. */
export type Measurement = Duration | Share | Quantity;

/** How long something takes. Times in ms, each the median of repetitions taken in turns. */
export interface Duration {
	readonly kind: 'duration';
	readonly what: string;
	readonly ours: number;
	/** Measured in the same run, so that the machine of the day stands on both sides. */
	readonly reference: {readonly what: string; readonly ms: number};
	/** null: no aim was set, the ratio is told all the same. */
	readonly aim: Aim | null;
}

/** At most `times` the reference, and `plusMs` more. */
export interface Aim {
	readonly times: number;
	readonly plusMs: number;
}

/** How often something happens. */
export interface Share {
	readonly kind: 'share';
	readonly what: string;
	readonly rate: Rate;
	/** null: no aim, or none that such a machine could meet; `remark` says so. */
	readonly aim: ShareAim | null;
	/** Under which circumstances. */
	readonly remark: string;
}

/** What something takes besides time. No aim is set. */
export interface Quantity {
	readonly kind: 'quantity';
	readonly what: string;
	/** The planner's cost, or bytes. */
	readonly unit: 'cost' | 'bytes';
	readonly ours: number;
	readonly reference: {readonly what: string; readonly value: number};
}

export type ShareAim = {readonly kind: 'at most' | 'at least'; readonly share: number};

export interface Benchmark {
	/** What a filter on the command line is compared with. */
	readonly name: string;
	readonly measure: () => AsyncIterable<Measurement>;
}

export type Judgement = 'met' | 'MISSED' | 'within chance' | '';

/** A share misses its aim when its whole interval does: a few comparisons more or less are chance. */
export function judge(measurement: Measurement): Judgement {
	if (measurement.kind === 'quantity' || measurement.aim === null) {
		return '';
	}

	if (measurement.kind === 'duration') {
		const {ours, reference, aim} = measurement;
		return ours <= aim.times * reference.ms + aim.plusMs ? 'met' : 'MISSED';
	}

	const {rate: {rate, low, high}, aim: {kind, share}} = measurement;
	const [met, missed] = kind === 'at most' ? [rate <= share, low > share] : [rate >= share, high < share];
	return met ? 'met' : (missed ? 'MISSED' : 'within chance');
}
