import {describe, expect, it} from 'vitest';
import {lineWidth} from '../../source/view/fit-line.ts';
import {type Line, lineText} from '../../source/view/line.ts';
import {operationBufferRows} from '../../source/view/operation-buffer-rows.ts';
import {operationSteps} from '../../source/view/operation-steps.ts';
import {operationTimingRows} from '../../source/view/operation-timing-rows.ts';
import {pastOperation, pastRows} from '../../source/view/past-rows.ts';
import {filterCards, operationLine} from '../../source/view/query-rows.ts';
import {stepCard} from '../../source/view/step-card.ts';
import {alarmLines, waterfallColumns, waterfallRemarks} from '../../source/view/waterfall-columns.ts';
import {listProjects, openShot, operationDelta, operationRun} from '../support/operations.ts';
import {onSmall} from '../support/run-records.ts';

const texts = (lines: readonly Line[]) => lines.map(line => lineText(line).trimEnd());
const ofColumns = (...args: Parameters<typeof waterfallColumns>) => waterfallColumns(...args).map(({lines}) => texts(lines.map(({line}) => line)));
const barOf = (text: string) => /[█─·]+/.exec(text)?.[0] ?? '';
const from = (text: string) => text.search(/[█─·]/);

describe('the waterfall', () => {
	it('draws each step where the one before ends, the server, the wire and what was waited told apart by their signs', () => {
		const [lines = []] = ofColumns(operationRun({rttMs: 1}), 80);
		const [head, shot = '', scene = '', project = '', , join, one = ''] = lines;
		expect(head).toMatch(/^chain {2}3 statements, 3 round trips +5\.1 ms$/);
		expect(join).toMatch(/^one JOIN {2}1 statement, 1 round trip .*x faster \(.*\) +1\.7 ms$/);
		for (const bar of [shot, scene, project, one].map(text => barOf(text))) {
			expect(bar).toMatch(/^█+─+·+$/);
		}

		expect(from(scene)).toBe(from(shot) + barOf(shot).length);
		expect(from(project)).toBe(from(scene) + barOf(scene).length);
		expect(from(one)).toBe(from(shot));
		// One scale for all routes: one round trip of three is a third of the picture.
		expect(barOf(one).length).toBe(barOf(shot).length);
	});

	it('has the many statements of a loop in one bar, counted, and says N+1 by itself', () => {
		const run = operationRun({operation: listProjects});
		const [lines = []] = ofColumns(run, 80);
		expect(lines[0]).toMatch(/^chain {2}1 \+ N statements = 4 +/);
		expect(lines[2]).toMatch(/^scenes ×3 +█/);
		expect(texts(waterfallRemarks(run, 100)).join(' ')).toContain('N+1: scenes is asked for again for every row of projects: 1 + N statements, 4 here (N = 3).');
	});

	it.each([48, 80, 109, 110, 134, 198])('fills %i cells and no more, side by side from 110 on', width => {
		for (const operation of [openShot, listProjects]) {
			const columns = waterfallColumns(operationRun({operation, rttMs: 1}), width);
			expect(columns).toHaveLength(width < 110 ? 1 : 2);
			for (const column of columns) {
				expect(column.lines.every(({line}) => lineWidth(line) <= column.width)).toBe(true);
			}
		}
	});

	it('numbers its steps over all routes, in both layouts', () => {
		for (const width of [60, 140]) {
			const steps = waterfallColumns(operationRun(), width).flatMap(({lines}) => lines.flatMap(({step}) => step ?? []));
			expect(steps).toEqual([0, 1, 2, 3]);
		}

		expect(operationSteps(operationRun()).map(({bar}) => bar.step)).toEqual(['shot', 'scene', 'project', 'one JOIN']);
	});

	it('says of a rewrite that answers differently that it does, with the values, and nothing of its speed', () => {
		const run = operationRun({wrong: true});
		expect(texts(alarmLines(run, 120))).toEqual(['one JOIN answers differently (a stranger: shot_id = u0, user_id = u1): 1 row instead of 0']);
		const text = [...ofColumns(run, 80).flat(), ...texts(waterfallRemarks(run, 80)), ...texts(operationTimingRows({run, delta: null, progress: null, alone: null}, 40))].join('\n');
		expect(text).toMatch(/ANSWERS DIFFERENTLY/);
		expect(text).not.toMatch(/faster|slower|as the chain does/);
		expect(lineText(operationLine(openShot, false, run, 40))).toMatch(/ DIFFERS$/);
	});

	it('claims no speed as long as nothing was sampled', () => {
		const text = ofColumns(operationRun({unsampled: true}), 80).flat().join('\n');
		expect(text).toMatch(/^one JOIN {2}1 statement/m);
		expect(text).not.toMatch(/faster|DIFFERENTLY/);
	});
});

describe('a step\'s card', () => {
	it('has its statement, its values and where they came from, its figures, and its plan', () => {
		const text = texts(stepCard(operationRun({rttMs: 1}), 1, 100)).join('\n');
		expect(text).toMatch(/^scene {2}of chain/);
		expect(text).toContain('$1 = value-1-0  from shot.scene_id');
		expect(text).toMatch(/sent +once/);
		expect(text).toMatch(/begins +1\.7 ms after the first statement/);
		expect(text).toMatch(/time +1\.7 ms: server 0\.2 ms, wire and client 0\.5 ms, waited for --rtt 1 ms/);
		expect(text).toContain('select project_id from scenes where id = $1');
		expect(text).toMatch(/its plan, from an EXPLAIN apart from the walk\noperation .*\n.*Index Only Scan/s);
	});

	it('of a loop shows the slowest of its statements and how often it was sent', () => {
		const text = texts(stepCard(operationRun({operation: listProjects}), 1, 80)).join('\n');
		expect(text).toMatch(/sent +3 times: once for every row of projects/);
		expect(text).toMatch(/shown here +the slowest of them/);
		expect(text).toContain('from projects.id');
		expect(text).toMatch(/blocks +9, of this one 3/);
	});

	it('of a parameter says so, and of no step says nothing', () => {
		expect(texts(stepCard(operationRun(), 0, 80)).join('\n')).toContain('from parameter shot_id');
		expect(stepCard(operationRun(), 9, 80)).toEqual([]);
	});
});

describe('beside it', () => {
	it('the timing names the round trip as really waited, and where there is none, the key that adds one', () => {
		const rows = (rttMs: number) => texts(operationTimingRows({run: operationRun({rttMs}), delta: null, progress: null, alone: null}, 60));
		expect(rows(1)[0]).toBe('rtt 1 ms really waited (1 ms)');
		expect(rows(0)[0]).toBe('rtt 0, no network in between; w waits for one');
		expect(rows(0)[2]).toMatch(/^one JOIN +0\.7 ms {2}.*x faster \(/);
	});

	it('each route stands against the pinned configuration, with ratio and interval', () => {
		const delta = operationDelta();
		const text = texts(operationTimingRows({run: delta.current, delta, progress: null, alone: null}, 80)).join('\n');
		expect(text).toMatch(/against \[baseline\]\nchain {2}2\.1 ms → 8\.4 ms {2}.*x slower \(.*\)\none JOIN {2}0\.7 ms → 2\.8 ms {2}.*x slower \(/);
	});

	it('the buffers are those of each route and of its steps, before and now', () => {
		const {baseline, current} = operationDelta();
		expect(texts(operationBufferRows(current, baseline))).toEqual(['chain 9 → 36 ▲300 %', '  shot 3 → 12 ▲300 %', '  scene 3 → 12 ▲300 %', '  project 3 → 12 ▲300 %', 'one JOIN 10 → 40 ▲300 %']);
		expect(texts(operationBufferRows(current, null))[0]).toBe('chain 36');
	});

	it('the past of an operation has the chain\'s time and the best rewrite\'s; another round trip is marked', () => {
		const at = (minute: number, rttMs = 0) => operationRun({startedAt: new Date(2026, 10, 25, 17, minute), rttMs});
		const past = [at(5), at(4), at(3, 1)].map((run, id) => pastOperation({kind: 'OperationRecord', id: String(id), database: onSmall, run, turns: null}));
		expect(texts(pastRows(past, at(5), 50)).slice(1)).toEqual(['before', '17:04 2.1 ms → 0.7 ms 9 baseline', '17:03 5.1 ms → 1.7 ms 9 *baseline', '* other values, round trip or text']);
	});

	it('the list counts the statements, and finds an operation by its words, its SQL, and what it is', () => {
		expect(lineText(operationLine(listProjects, true, null, 40)).trimEnd()).toBe('● list the projects  1 + N → 1');
		expect(lineText(operationLine(listProjects, false, operationRun({operation: listProjects}), 26))).toMatch(/^ {2}list the projects +▲\d/);
		const found = (words: string) => filterCards([openShot, listProjects], words).map(({name}) => name);
		expect(found('a shot')).toEqual(['open-shot']);
		expect(found('count(*)')).toEqual(['list-projects']);
		expect(found('operation')).toEqual(['open-shot', 'list-projects']);
	});
});
