import {homedir} from 'node:os';
import path from 'node:path';
import {writeFiles} from '../disk/write-files.ts';
import {errorLines} from '../errors.ts';
import type {Laboratory} from '../lab/laboratory.ts';
import {exportFiles} from '../migration/export-files.ts';
import type {Action} from './action.ts';
import type {ExportOrder} from './command.ts';
import type {Runner} from './runner.ts';

/** Finds out what is to be exported, when nothing else uses the session, and writes it. */
export interface Exporter {
	readonly perform: (order: ExportOrder) => void;
}

export interface ExporterPorts {
	readonly lab: Pick<Laboratory, 'decide' | 'cancel'>;
	readonly runner: Runner;
	readonly dispatch: (action: Action) => void;
}

/** No trial's. */
const exportId = -2;

export function createExporter({lab, runner, dispatch}: ExporterPorts): Exporter {
	let open = new AbortController();

	const decide = async ({configuration, measured}: Extract<ExportOrder, {kind: 'decide'}>, closed: AbortSignal) => {
		// What was just flipped is measured to its end: its result is evidence, too.
		while (!runner.idle() && !closed.aborted) {
			await runner.ended();
		}

		if (closed.aborted) {
			return;
		}

		runner.start(lab, exportId, async overtaken => {
			const signal = AbortSignal.any([closed, overtaken]);
			try {
				for await (const event of lab.decide({configuration, measured, signal})) {
					dispatch({kind: 'export', news: event});
				}
			} catch (error) {
				if (!signal.aborted) {
					dispatch({kind: 'export', news: {kind: 'failed', lines: errorLines(error)}});
				}
			}
		});
	};

	const write = async ({migration, format, folder}: Extract<ExportOrder, {kind: 'write'}>) => {
		try {
			const {loadSqlParser} = await import('../sql/sql-parser.ts');
			const files = await writeFiles(path.resolve(folder.replace(/^~(?=\/|$)/, homedir())), exportFiles(migration, format, await loadSqlParser()));
			dispatch({kind: 'export', news: {kind: 'written', files: files.map(file => path.relative('.', file))}});
		} catch (error) {
			dispatch({kind: 'export', news: {kind: 'failed', lines: errorLines(error)}});
		}
	};

	return {
		perform(order) {
			if (order.kind === 'write') {
				void write(order);
				return;
			}

			open.abort();
			if (order.kind === 'decide') {
				open = new AbortController();
				void decide(order, open.signal);
			}
		},
	};
}
