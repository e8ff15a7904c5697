import type {FrontPoint} from '../lattice/front.ts';

/** Points of the front, which are listed cheapest first, as the chart has them from left to right: the smallest first, of the same size the dearest. */
export function leftToRight(points: readonly FrontPoint[]): readonly number[] {
	return [...points.keys()].toSorted((a, b) => bytesOf(points, a) - bytesOf(points, b) || b - a);
}

function bytesOf(points: readonly FrontPoint[], at: number): number {
	return points[at]?.bytes ?? 0;
}
