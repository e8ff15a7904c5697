import {bitAt, type Mask, unionOf} from './mask.ts';
import type {Part} from './parts.ts';
import {Staircase} from './staircase.ts';
import {type Size, sizeOf, type Toggle} from './toggle.ts';

/** A set of indexes that nothing beats: whatever costs less takes more room, more indexes, or writes more. */
export interface FrontPoint extends Size {
	readonly on: Mask;
	/** The planner's, of all entries, weighted. */
	readonly cost: number;
}

export interface Front {
	/** Cheapest first. */
	readonly points: readonly FrontPoint[];
	/** There were too many to keep them all: neighbours within a ten thousandth of the cost are one. */
	readonly thinned: boolean;
}

/** More points than this nobody needs, and many parts would make millions. */
const mostPoints = 1000;

export interface FrontGrounds {
	/** What stays on and costs anyway. */
	readonly rest: {readonly on: Mask; readonly cost: number};
	/** What each entry needs for its plan to stay as it is. */
	readonly needs: readonly Mask[];
}

/** The fronts of all parts, added up. */
export function frontOf(parts: readonly Part[], toggles: readonly Toggle[], {rest, needs}: FrontGrounds): Front {
	let points: readonly FrontPoint[] = [{...rest, ...sizeOf(rest.on, toggles)}];
	let thinned = false;
	/** `decided`: the toggles of which the points say whether they are on. */
	const few = (all: readonly FrontPoint[], decided: Mask) => {
		const some = undominated(all, needs.map(need => need & decided));
		thinned ||= some.length > mostPoints;
		return some.length > mostPoints ? thin(some) : some;
	};

	let before = rest.on;
	for (const part of parts) {
		const own = unionOf(part.toggles.map(position => bitAt(position)));
		const more = few(pointsOf(part, toggles), own);
		before |= own;
		points = few(points.flatMap(one => more.map(other => sum(one, other))), before);
	}

	return {points, thinned};
}

function sum(a: FrontPoint, b: FrontPoint): FrontPoint {
	return {
		on: a.on | b.on,
		cost: a.cost + b.cost,
		bytes: a.bytes + b.bytes,
		indexes: a.indexes + b.indexes,
		walBytes: a.walBytes === null || b.walBytes === null ? null : a.walBytes + b.walBytes,
	};
}

/** Only what may be, and has no index that saves nothing: the others are beaten by themselves without it. */
function pointsOf({toggles: positions, costs}: Part, toggles: readonly Toggle[]): readonly FrontPoint[] {
	const points: FrontPoint[] = [];
	for (let local = 0; local < costs.length; local++) {
		const cost = costs[local] ?? 0;
		let idle = cost === Number.POSITIVE_INFINITY;
		for (let at = 0; at < positions.length && !idle; at++) {
			idle = ((local >>> at) & 1) === 1 && (costs[local & ~(1 << at)] ?? 0) <= cost;
		}

		if (!idle) {
			const on = unionOf(positions.flatMap((position, at) => ((local >>> at) & 1) === 1 ? [bitAt(position)] : []));
			points.push({on, cost, ...sizeOf(on, toggles)});
		}
	}

	return points;
}

/** Twins cost the same, and add up to it in another order: what differs by less than that is no reason to choose. */
const digits = 14;

/** By cost, bytes, number and what they write: of those alike in all of it the one that changes fewer plans. Where some write cost is not known none counts. */
function undominated(points: readonly FrontPoint[], needs: readonly Mask[]): readonly FrontPoint[] {
	const priced = points.every(({walBytes}) => walBytes !== null);
	const kept: FrontPoint[] = [];
	/** With so many indexes, what was kept so far. */
	const steps: Staircase[] = [];
	const ranked = points.map(point => ({
		point,
		cost: Number(point.cost.toPrecision(digits)),
		written: priced ? Number((point.walBytes ?? 0).toFixed(1)) : 0,
	}));
	const changed = ({on}: FrontPoint) => needs.filter(need => (need & ~on) !== 0n).length;
	for (const {point, written} of ranked.toSorted((a, b) => a.cost - b.cost || a.point.bytes - b.point.bytes || a.point.indexes - b.point.indexes || a.written - b.written || changed(a.point) - changed(b.point))) {
		let beaten = false;
		for (let count = 0; count <= point.indexes && !beaten; count++) {
			beaten = steps[count]?.beats(point.bytes, written) ?? false;
		}

		if (!beaten) {
			kept.push(point);
			steps[point.indexes] ??= new Staircase();
			steps[point.indexes]?.add(point.bytes, written);
		}
	}

	return kept;
}

/** Of all within a ten thousandth of the cost the smallest; and the cheapest, whatever it is beside. */
function thin([cheapest, ...points]: readonly FrontPoint[]): readonly FrontPoint[] {
	const kept = new Map<number, FrontPoint>();
	for (const point of points) {
		const step = Math.round(Math.log(point.cost) * 10_000);
		const other = kept.get(step);
		if (other === undefined || point.bytes < other.bytes) {
			kept.set(step, point);
		}
	}

	return cheapest === undefined ? [] : [cheapest, ...kept.values()];
}
