import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {App} from '../../source/tui/app.tsx';
import {initialState} from '../../source/tui/initial-state.ts';
import {openingFrame} from '../../source/tui/opening-frame.ts';
import {createPainter} from '../../source/tui/painter.ts';
import {createPainters} from '../../source/tui/painters.ts';
import type {Opening} from '../../source/tui/state.ts';
import {createFrameWriter} from '../../source/tui/terminal/frame-writer.ts';
import {createHeadlessScreen} from '../support/headless-screen.ts';
import {renderAt} from '../support/render-at.tsx';
import {readSourceModules} from '../support/source-module.ts';

const root = path.join(import.meta.dirname, '../..');
const start = initialState({columns: 121, rows: 41});
const opening: Opening = {
	title: 'Filling shots, 100,000 rows', fraction: 0.4, notes: ['A planflip had been killed; what was left behind is removed.'], question: null, failure: null,
};

describe('the first picture', () => {
	it('is written without Ink and React, which take longer to load than all before them', () => {
		const modules = new Map(readSourceModules(root, 'source').map(module => [module.file, module]));
		const packages = new Set<string>();
		const loaded = new Set<string>();
		const load = (file: string): void => {
			if (loaded.has(file)) {
				return;
			}

			loaded.add(file);
			for (const to of modules.get(file)?.imports.filter(({kind}) => kind === 'static') ?? []) {
				if (to.file === null) {
					packages.add(to.specifier);
				} else {
					load(to.file);
				}
			}
		};

		load('source/tui/explore.ts');
		expect(loaded).toContain('source/tui/opening-frame.ts');
		expect([...packages].filter(name => /^(?:ink|react|pg|kysely|@electric-sql)(?:$|[-/])/.test(name))).toEqual([]);
	});

	it('is the same as the one that Ink draws over it', async () => {
		const state = {...start, opening};
		const drawn = renderAt(capabilities => (
			<App store={{state: () => state, dispatch: () => undefined, subscribe: () => () => undefined}} painters={createPainters(capabilities)}/>
		), state.size);
		await drawn.waitFor('Filling shots');
		const written = createHeadlessScreen(state.size.columns, state.size.rows);
		createFrameWriter(written.write, () => state.size).show(openingFrame(state.size, opening, createPainter(drawn.capabilities)));
		await written.waitFor('Filling shots');
		expect(written.screen()).toEqual(drawn.screen());
	});
});
