/** Ends of one kind on one rung. */
export interface Ends {
	readonly rung: number;
	readonly title: string;
	readonly met: number;
	/** Of these, inside an open transaction. */
	readonly inside: number;
}

/** The table of docs/safety.md, to be pasted there; what was not met is `-`. */
export function endsTable(all: readonly Ends[], ms: number): string {
	const rungs = [...new Set(all.map(({rung}) => rung))].sort((a, b) => a - b);
	const titles = [...new Set(all.map(({title}) => title))];
	const cell = (title: string, rung: number) => {
		const ends = all.find(one => one.title === title && one.rung === rung);
		return ends === undefined ? '-' : `${ends.met}, ${ends.inside}`;
	};

	return [
		'',
		`Ends, and how many of them inside an open transaction, in ${Math.round(ms / 60_000)} minutes:`,
		'',
		`| ended by | ${rungs.map(rung => `rung ${rung}`).join(' | ')} |`,
		`|---|${rungs.map(() => '---|').join('')}`,
		...titles.map(title => `| ${title} | ${rungs.map(rung => cell(title, rung)).join(' | ')} |`),
		'',
	].join('\n');
}
