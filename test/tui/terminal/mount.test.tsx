import {Box, Text} from 'ink';
import {type ReactElement, useState} from 'react';
import {describe, expect, test} from 'vitest';
import {useInputEvents, useTerminal} from '../../../source/tui/terminal/terminal-context.ts';
import {renderAt} from '../../support/render-at.tsx';

function App(): ReactElement {
	const {size, repaint} = useTerminal();
	const [keys, setKeys] = useState<readonly string[]>([]);
	useInputEvents(event => {
		if (event.kind === 'key' && event.name === 'ctrl+l') {
			repaint();
			return;
		}

		setKeys(keys => [...keys, event.kind === 'key' ? event.name : event.kind]);
	});
	if (keys.includes('!')) {
		throw new Error('drawn badly');
	}

	return (
		<Box flexGrow={1} borderStyle='single' borderColor='blue' flexDirection='column'>
			<Text>{`${size.columns}x${size.rows}`}</Text>
			<Text>keys {keys.join(' ')}</Text>
			{keys.includes('d') && <Text>details</Text>}
			<Text color='red'>red</Text>
		</Box>
	);
}

/** The frame as it must stand: borders on every edge of the first rows - 1 rows, the last row free. */
function isWholeFrame(screen: readonly string[], columns: number, rows: number): boolean {
	const middle = screen.slice(1, rows - 2);
	return screen[0] === `┌${'─'.repeat(columns - 2)}┐`
		&& middle.every(line => line.startsWith('│') && line.endsWith('│') && line.length === columns)
		&& screen[rows - 2] === `└${'─'.repeat(columns - 2)}┘`
		&& screen[rows - 1] === '';
}

describe.each([[80, 24], [120, 40], [200, 60]])('at %ix%i', (columns, rows) => {
	test('the frame fills all but the last row, and stays where it is when keys change it', async () => {
		const app = renderAt(<App/>, {columns, rows});
		await app.waitFor(`${columns}x${rows}`);
		expect(isWholeFrame(app.screen(), columns, rows)).toBe(true);
		for (const key of ['a', 'd', 'down', 'space']) {
			app.press(key);
			await app.waitFor(new RegExp(`keys .*${key}`));
			expect(isWholeFrame(app.screen(), columns, rows)).toBe(true);
		}

		expect(app.screen().slice(1, 5).map(line => line.slice(1, -1).trim()))
			.toEqual([`${columns}x${rows}`, 'keys a d down space', 'details', 'red']);
	});
});

test('a key writes the rows that changed, and nothing else', async () => {
	const app = renderAt(<App/>);
	await app.waitFor('120x40');
	const before = app.raw().length;
	app.press('a');
	await app.waitFor('keys a');
	expect(app.raw().slice(before).match(/\u001B\[\d+;1H/g)).toEqual(['\u001B[3;1H']);
});

test('keys of one chunk are drawn together', async () => {
	const app = renderAt(<App/>);
	await app.waitFor('120x40');
	const before = app.raw().length;
	app.send('abcdefgh');
	await app.waitFor('keys a b c d e f g h');
	expect(app.raw().slice(before).split('\u001B[?2026h').length - 1).toBeLessThanOrEqual(2);
});

test('growing, shrinking and both at once leave one whole frame, without ever clearing the screen', async () => {
	const app = renderAt(<App/>, {columns: 120, rows: 40});
	await app.waitFor('120x40');
	for (const [columns, rows] of [[160, 50], [90, 30], [200, 25], [80, 60], [81, 60], [80, 24]] as const) {
		app.resize(columns, rows);
		await app.waitFor(screen => isWholeFrame(screen, columns, rows) && screen.join('').includes(`${columns}x${rows}`));
	}

	expect(app.raw()).not.toMatch(/\u001B\[[23]J/);
	expect(app.terminal.buffer.active.baseY).toBe(0); // nothing scrolled away
});

test('^L writes over whatever somebody else wrote on the screen', async () => {
	const app = renderAt(<App/>, {columns: 80, rows: 24});
	await app.waitFor('80x24');
	app.terminal.write('\u001B[5;1HBroadcast message from root\u001B[24;1Hthe system is going down');
	await app.waitFor('Broadcast');
	app.press('ctrl+l');
	await app.waitFor(screen => isWholeFrame(screen, 80, 24));
});

test('colours reach the cells, and NO_COLOR keeps them away from Ink\'s own borders too', async () => {
	const colored = renderAt(<App/>, {columns: 80, rows: 24});
	await colored.waitFor('red');
	expect(colored.cell(1, 3)).toMatchObject({text: 'r', color: 1});
	expect(colored.cell(0, 0)).toMatchObject({text: '┌', color: 4});

	const plain = renderAt(<App/>, {columns: 80, rows: 24, env: {NO_COLOR: '1'}});
	await plain.waitFor('red');
	expect(plain.raw()).not.toMatch(/\u001B\[[\d;]*m/);
});

test('what a component throws reaches the crash path with its stack', async () => {
	const app = renderAt(<App/>, {columns: 80, rows: 24});
	await app.waitFor('80x24');
	app.press('!');
	const error = await app.crashed;
	expect(error).toBeInstanceOf(Error);
	expect((error as Error).message).toBe('drawn badly');
	expect((error as Error).stack).toContain('mount.test.tsx');
});

test('Escape alone, an arrow in two pieces and a paste arrive as what they are', async () => {
	const app = renderAt(<App/>, {columns: 80, rows: 24});
	await app.waitFor('80x24');
	app.press('escape');
	await app.waitFor('keys escape');
	app.send('\u001B');
	app.send('[B');
	app.send('\u001B[200~jjj\u001B[201~');
	await app.waitFor('keys escape down paste');
});
