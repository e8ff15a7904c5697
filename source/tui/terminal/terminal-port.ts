/** What planflip needs of `process.stdout`: a fake terminal in tests is as good. */
export interface TerminalOutput {
	/** Cells; undefined or 0 where nobody knows. */
	readonly columns?: number;
	readonly rows?: number;
	write(data: string): unknown;
	on(event: 'resize', listener: () => void): unknown;
	off(event: 'resize', listener: () => void): unknown;
}

/** What planflip needs of `process.stdin`. */
export interface TerminalInput {
	on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
	off(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
	resume(): unknown;
	pause(): unknown;
}

export interface TerminalSize {
	readonly columns: number;
	readonly rows: number;
}

/** The size now; 80x24, as the first terminals had it, where nobody knows. */
export function sizeOf(output: Pick<TerminalOutput, 'columns' | 'rows'>): TerminalSize {
	const {columns, rows} = output;
	return {
		columns: columns === undefined || columns < 1 ? 80 : columns,
		rows: rows === undefined || rows < 1 ? 24 : rows,
	};
}
