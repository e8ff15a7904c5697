import chalk, {type ColorSupportLevel} from 'chalk';
import {Box, render} from 'ink';
import {type ReactElement, type ReactNode, useEffect, useMemo, useState} from 'react';
import {createFrameWriter} from './frame-writer.ts';
import {inkStdin, inkStdout} from './ink-streams.ts';
import type {InputSource} from './input-source.ts';
import {TerminalContext} from './terminal-context.ts';
import {sizeOf, type TerminalOutput} from './terminal-port.ts';

export interface MountOptions {
	readonly element: ReactElement;
	/** Where frames go; the screen's gated `write` in the program, a fake terminal in tests. */
	readonly output: TerminalOutput;
	readonly input: Pick<InputSource, 'subscribe'>;
	readonly colorLevel: ColorSupportLevel;
	/** A component threw while rendering: the tree is gone. */
	readonly onCrash: (error: unknown) => void;
}

export interface MountedApp {
	/** Writes the whole screen again, without clearing it: after ^L and SIGCONT. */
	readonly repaint: () => void;
	readonly unmount: () => void;
}

interface RootProps extends Pick<MountOptions, 'output' | 'input'> {
	readonly repaint: () => void;
	readonly children: ReactNode;
}

function Root({output, input, repaint, children}: RootProps): ReactElement {
	const [size, setSize] = useState(() => sizeOf(output));
	useEffect(() => {
		const resized = (): void => {
			setSize(sizeOf(output));
			// Terminals shift and cut what they show when their size changes, each in its own way.
			repaint();
		};

		output.on('resize', resized);
		return () => {
			output.off('resize', resized);
		};
	}, [output, repaint]);
	const terminal = useMemo(
		() => ({size, subscribe: input.subscribe, repaint}),
		[size, input, repaint],
	);
	return (
		<TerminalContext value={terminal}>
			{/* Not `overflow='hidden'`: Ink would cut every line again on every frame, and what sticks out is cut off below anyway. */}
			<Box flexDirection='column' width={size.columns} height={size.rows - 1}>
				{children}
			</Box>
		</TerminalContext>
	);
}

/** Draws an element on the terminal, `rows - 1` high, and keeps it drawn through every resize. */
export function mountApp({element, output, input, colorLevel, onCrash}: MountOptions): MountedApp {
	// Ink colours borders and <Text color> through chalk's one shared instance, which knows nothing of NO_COLOR.
	chalk.level = colorLevel;
	const writer = createFrameWriter(data => output.write(data), () => sizeOf(output));
	const repaint = (): void => {
		writer.repaint();
	};

	const show = (frame: string): void => {
		writer.show(frame);
	};

	const instance = render(<Root output={output} input={input} repaint={repaint}>{element}</Root>, {
		stdout: inkStdout(() => sizeOf(output), show),
		stdin: inkStdin(),
		maxFps: 60,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	instance.waitUntilExit().catch(onCrash);
	return {repaint, unmount: () => {
		instance.unmount();
	}};
}
