import {bitAt, type Mask, unionOf} from '../../source/lattice/mask.ts';
import type {Planned} from '../../source/lattice/planned.ts';

/** A way to read one table, or two that are joined in the order of their indexes. */
interface Access {
	readonly name: string;
	readonly tables: readonly number[];
	readonly uses: Mask;
	readonly cost: number;
}

/** What any of these tells by being there, read or not: then these ways cost so many times as much. */
interface Voice {
	readonly toggles: Mask;
	readonly about: ReadonlySet<Access>;
	readonly times: number;
}

/** A planner as PostgreSQL's is one: it finds the cheapest way to read each table of a join, and believes what indexes tell it. */
export interface TablePlanner {
	/** The toggles of each table. */
	readonly tables: readonly Mask[];
	readonly all: Mask;
	readonly plan: (on: Mask) => Planned;
}

export interface TablePlannerShape {
	readonly tables: number;
	readonly togglesEach: number;
	/** rows: of a table, which is in the cost of whatever reads it; how many toggles tell the same, each of which is enough. */
	readonly voices: ReadonlyArray<{readonly about: 'rows' | 'join'; readonly toggles: number}>;
}

/** Costs are drawn so that no two plans cost the same. */
export function randomTablePlanner(random: () => number, {tables: count, togglesEach, voices: shapes}: TablePlannerShape): TablePlanner {
	const below = (most: number) => Math.floor(random() * most);
	const togglesOf = (table: number) => Array.from({length: togglesEach}, (_, at) => bitAt(table * togglesEach + at));
	const tables = Array.from({length: count}, (_, table) => unionOf(togglesOf(table)));
	const accesses = tables.flatMap((_, table): readonly Access[] => [
		{name: `${table}`, tables: [table], uses: 0n, cost: 50 + random() * 100},
		...togglesOf(table).filter(() => random() < 0.8).map((uses, at): Access => ({name: `${table} by ${at}`, tables: [table], uses, cost: 5 + random() * 120})),
	]);
	const joins = tables.slice(1).flatMap((_, at): readonly Access[] => random() < 0.5 ? [] : [{
		name: `${at} merged`,
		tables: [at, at + 1],
		uses: (togglesOf(at)[below(togglesEach)] ?? 0n) | (random() < 0.5 ? 0n : togglesOf(at + 1)[below(togglesEach)] ?? 0n),
		cost: 20 + random() * 150,
	}]);
	const voices = shapes.map(({about, toggles}): Voice => {
		const table = below(count);
		const first = below(togglesEach);
		return {
			toggles: unionOf(Array.from({length: toggles}, (_, at) => togglesOf(table)[(first + at) % togglesEach] ?? 0n)),
			about: new Set([...(about === 'rows' ? accesses : []), ...joins].filter(access => access.tables.includes(table))),
			times: 0.4 + random() * 2,
		};
	});

	const cheapest = (on: Mask, from: number): {readonly names: string; readonly cost: number; readonly uses: Mask} => {
		if (from === count) {
			return {names: '', cost: 0, uses: 0n};
		}

		const ways = [...accesses, ...joins].filter(({tables: [first], uses}) => first === from && (uses & ~on) === 0n).map(access => {
			const rest = cheapest(on, from + access.tables.length);
			const told = voices.filter(({toggles, about}) => (toggles & on) !== 0n && about.has(access)).reduce((product, {times}) => product * times, 1);
			return {names: `${access.name}, ${rest.names}`, cost: access.cost * told + rest.cost, uses: access.uses | rest.uses};
		});
		return ways.reduce((best, way) => way.cost < best.cost ? way : best);
	};

	const all = unionOf(tables);
	return {
		tables,
		all,
		plan(on) {
			const {names, cost, uses} = cheapest(on, 0);
			return {fingerprint: names, cost: Number(cost.toFixed(6)), uses, reads: all, genetic: false};
		},
	};
}
