import headless from '@xterm/headless';

export type HeadlessTerminal = InstanceType<typeof headless.Terminal>;

export interface Cell {
	readonly text: string;
	/** Place in the 256 colours, `#rrggbb`, or null for the terminal's own. */
	readonly color: number | string | null;
	readonly background: number | string | null;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly inverse: boolean;
	readonly underline: boolean;
	readonly italic: boolean;
	/** Cells: 0 behind a wide character. */
	readonly width: number;
}

export interface WaitOptions {
	/** ms, 15,000 by default */
	readonly timeout?: number;
}

export type Expectation = string | RegExp | ((screen: readonly string[]) => boolean);

/** A terminal without a window, to look at what a person would see. */
export interface HeadlessScreen {
	readonly terminal: HeadlessTerminal;
	readonly write: (data: string) => void;
	/** The visible rows, trailing blanks cut off. */
	readonly screen: () => string[];
	/** The cell in column `x` of row `y`, both from 0. */
	readonly cell: (x: number, y: number) => Cell;
	/** Waits until the text is on the screen or the predicate holds; a timeout shows the screen as it was. */
	readonly waitFor: (expected: Expectation, options?: WaitOptions) => Promise<void>;
	/** Ends every wait with this error. */
	readonly fail: (error: Error) => void;
}

export function screenOf(terminal: HeadlessTerminal): string[] {
	const {active} = terminal.buffer;
	// A row keeps the cells it lost when the terminal became narrower: nobody sees them.
	return Array.from({length: terminal.rows}, (_, row) =>
		(active.getLine(active.viewportY + row)?.translateToString(false, 0, terminal.cols) ?? '').replace(/ +$/, ''));
}

export function cellOf(terminal: HeadlessTerminal, x: number, y: number): Cell {
	const {active} = terminal.buffer;
	const cell = active.getLine(active.viewportY + y)?.getCell(x);
	if (cell === undefined) {
		throw new RangeError(`no cell at ${x},${y} of ${terminal.cols}x${terminal.rows}`);
	}

	const colorOf = (isDefault: boolean, isRgb: boolean, value: number) =>
		isDefault ? null : isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
	return {
		text: cell.getChars(),
		color: colorOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
		background: colorOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		inverse: cell.isInverse() !== 0,
		underline: cell.isUnderline() !== 0,
		italic: cell.isItalic() !== 0,
		width: cell.getWidth(),
	};
}

function isMet(expected: Expectation, screen: readonly string[]): boolean {
	if (typeof expected === 'function') {
		return expected(screen);
	}

	const text = screen.join('\n');
	return typeof expected === 'string' ? text.includes(expected) : expected.test(text);
}

function describe(expected: Expectation): string {
	return typeof expected === 'string' ? JSON.stringify(expected) : String(expected);
}

function framed(screen: readonly string[], columns: number): string {
	const edge = `+${'-'.repeat(columns)}+`;
	return [edge, ...screen.map(line => `|${line.padEnd(columns)}|`), edge].join('\n');
}

export function createHeadlessScreen(columns: number, rows: number): HeadlessScreen {
	const terminal = new headless.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000});
	const checks = new Set<() => void>();
	let failure: Error | null = null;
	const checkAll = (): void => {
		for (const check of [...checks]) {
			check();
		}
	};

	terminal.onWriteParsed(checkAll);
	const screen = () => screenOf(terminal);
	return {
		terminal,
		write(data) {
			terminal.write(data);
		},
		screen,
		cell: (x, y) => cellOf(terminal, x, y),
		waitFor: (expected, {timeout = 40_000} = {}) => new Promise<void>((resolve, reject) => {
			const finish = (error: Error | null): void => {
				clearTimeout(timer);
				checks.delete(check);
				if (error === null) {
					resolve();
				} else {
					error.message += `\nthe screen:\n${framed(screen(), terminal.cols)}`;
					reject(error);
				}
			};

			const check = (): void => {
				let met: boolean;
				try {
					met = isMet(expected, screen());
				} catch (error) {
					finish(error instanceof Error ? error : new Error(String(error)));
					return;
				}

				if (met || failure !== null) {
					finish(met ? null : new Error(failure?.message ?? ''));
				}
			};

			const timer = setTimeout(() => {
				finish(new Error(`after ${timeout} ms the screen does not show ${describe(expected)}`));
			}, timeout);
			checks.add(check);
			check();
		}),
		fail(error) {
			failure = error;
			checkAll();
		},
	};
}
