/** How an index is switched, chosen once by what the server allows; numbers are the ladder's; 0 is no database at all. */
export type RungNumber = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface Rung {
	readonly kind: 'Rung';
	readonly number: RungNumber;
	/** Always on the screen. */
	readonly badge: string;
	/** One sentence: what a flip does here, and to whom. */
	readonly meaning: string;
	/** What becomes of an index that does not exist yet: built for real, imagined by HypoPG (planned, never executed), or nothing. */
	readonly newIndexes: 'built' | 'imagined' | 'none';
}

const rungs: Record<RungNumber, Rung> = {
	0: {
		kind: 'Rung',
		number: 0,
		badge: 'FROM A FILE',
		meaning: 'These plans were made elsewhere: they can be read and compared, not measured.',
		newIndexes: 'none',
	},
	1: {
		kind: 'Rung',
		number: 1,
		badge: 'MEASURED, isolated',
		meaning: 'Indexes are dropped and built for real inside a transaction that is always rolled back; nobody else uses this database.',
		newIndexes: 'built',
	},
	2: {
		kind: 'Rung',
		number: 2,
		badge: 'MEASURED, no table lock',
		meaning: 'Indexes are marked invalid in pg_index inside a transaction that is always rolled back; no table is locked, nobody else notices.',
		newIndexes: 'none',
	},
	3: {
		kind: 'Rung',
		number: 3,
		badge: 'MEASURED, by hints',
		meaning: 'pg_hint_plan keeps the planner from an index for one statement: plan and execution obey, nothing is changed, nobody else notices.',
		newIndexes: 'none',
	},
	4: {
		kind: 'Rung',
		number: 4,
		badge: 'PLAN ONLY',
		meaning: 'HypoPG hides and imagines indexes for EXPLAIN alone: plans and the planner\'s estimates, nothing is executed, nobody else notices.',
		newIndexes: 'imagined',
	},
	5: {
		kind: 'Rung',
		number: 5,
		badge: 'MEASURED, BLOCKS OTHERS',
		meaning: 'Indexes are dropped inside a transaction that is always rolled back: whoever uses the table waits, one second at most.',
		newIndexes: 'built',
	},
	6: {
		kind: 'Rung',
		number: 6,
		badge: 'AS IS',
		meaning: 'Plans and times of the database as it is; this user may not switch indexes here.',
		newIndexes: 'none',
	},
};

/** With HypoPG at hand, a rung that cannot build imagines. */
export function rungOf(number: RungNumber, imagines = false): Rung {
	const rung = rungs[number];
	return imagines && rung.newIndexes === 'none' && number !== 0
		? {...rung, newIndexes: 'imagined', meaning: `${rung.meaning} Proposed indexes are imagined by HypoPG: planned, never executed.`}
		: rung;
}

/** Whether a number out of a file is a rung's. */
export function isRungNumber(number: number): number is RungNumber {
	return Object.hasOwn(rungs, number);
}
