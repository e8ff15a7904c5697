import {EventEmitter} from 'node:events';
import {Box, render, Text} from 'ink';
import type {ReactElement} from 'react';
import {countingTerminal} from './counting-terminal.ts';

export interface OpenBare {
	/** Resolves when the rows are on the screen. */
	readonly show: (rows: readonly string[]) => Promise<void>;
	readonly close: () => void;
}

function Rows({rows}: {readonly rows: readonly string[]}): ReactElement {
	return <Box flexDirection='column'>{rows.map((row, at) => <Text key={at} wrap='truncate'>{row}</Text>)}</Box>;
}

/** The least that Ink as it is can do for a picture of rows: one Text for each. */
export function openBare(size: {readonly columns: number; readonly rows: number}): OpenBare {
	const terminal = countingTerminal(size.columns, size.rows);
	const stdout = Object.assign(new EventEmitter(), {columns: size.columns, rows: size.rows, isTTY: false, write: (data: string) => terminal.output.write(data)}) as unknown as NodeJS.WriteStream;
	const {rerender, unmount} = render(<Rows rows={[]}/>, {stdout, maxFps: 60, incrementalRendering: true, exitOnCtrlC: false, patchConsole: false});
	return {
		async show(rows) {
			const before = terminal.written.length;
			rerender(<Rows rows={rows}/>);
			await terminal.moreThan(before);
		},
		close: unmount,
	};
}
