/** How an index is switched, chosen once by what the server allows; numbers are the ladder's; 0 is no database at all. */
export type RungNumber = 0 | 1 | 2 | 5 | 6;

export interface Rung {
	readonly kind: 'Rung';
	readonly number: RungNumber;
	/** Always on the screen. */
	readonly badge: string;
	/** One sentence: what a flip does here, and to whom. */
	readonly meaning: string;
}

const rungs: Record<RungNumber, Rung> = {
	0: {
		kind: 'Rung',
		number: 0,
		badge: 'FROM A FILE',
		meaning: 'These plans were made elsewhere: they can be read and compared, not measured.',
	},
	1: {
		kind: 'Rung',
		number: 1,
		badge: 'MEASURED, isolated',
		meaning: 'Indexes are dropped and built for real inside a transaction that is always rolled back; nobody else uses this database.',
	},
	2: {
		kind: 'Rung',
		number: 2,
		badge: 'MEASURED, no table lock',
		meaning: 'Indexes are marked invalid in pg_index inside a transaction that is always rolled back; no table is locked, nobody else notices.',
	},
	5: {
		kind: 'Rung',
		number: 5,
		badge: 'MEASURED, BLOCKS OTHERS',
		meaning: 'Indexes are dropped inside a transaction that is always rolled back: whoever uses the table waits, one second at most.',
	},
	6: {
		kind: 'Rung',
		number: 6,
		badge: 'AS IS',
		meaning: 'Plans and times of the database as it is; this user may not switch indexes here.',
	},
};

export function rungOf(number: RungNumber): Rung {
	return rungs[number];
}
