import type {Estimate, Rows} from './plan.ts';
import type {Runs} from './count-rows.ts';

/** The planner never plans fewer rows than one, so fewer are compared as one. */
const atLeastOne = (rows: number) => Math.max(1, rows);

/** An estimate of 1 is the planner's floor, not an opinion: it counts only where it is wrong by more than this. */
const floorFactor = 100;

/** Planned against actual rows of one run, at the point of the interval that is kindest to the planner. */
export function compareEstimate(plannedRows: number, {actual, low, high}: Rows, {whole, divisor}: Runs, mayMean: (direction: Estimate['direction']) => boolean): Omit<Estimate, 'inherited'> | null {
	const runs = whole;
	if (low === null || high === null || runs === 0 || Number.isNaN(plannedRows)) {
		return null;
	}

	const noRows = actual === 0 || high / runs < 1;
	const planned = atLeastOne(plannedRows * divisor);
	const fewest = atLeastOne(low / runs);
	const most = atLeastOne(high / runs);
	if (planned >= fewest && planned <= most) {
		return {factor: 1, direction: 'exact', meaningful: !noRows && mayMean('exact')};
	}

	const direction = planned > most ? 'over' : 'under';
	const factor = direction === 'over' ? planned / most : fewest / planned;
	const atFloor = plannedRows * divisor <= 1 && factor < floorFactor;
	return {factor, direction, meaningful: !noRows && !atFloor && mayMean(direction)};
}
