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

	const wait = async (closed: AbortSignal) => {
		while (!runner.idle() && !closed.aborted) {
			await runner.ended();
		}

		if (!closed.aborted) {
			dispatch({kind: 'export', news: {kind: 'free'}});
		}
	};

	const decide = ({configuration, measured}: Extract<ExportOrder, {kind: 'decide'}>, closed: AbortSignal) => {
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
			dispatch({kind: 'export', news: {kind: 'written', files: files.map(file => shortest(file))}});
		} catch (error) {
			dispatch({kind: 'export', news: {kind: 'failed', lines: errorLines(error)}});
		}
	};

	return {
		perform(order) {
			switch (order.kind) {
				case 'wait': {
					open.abort();
					open = new AbortController();
					void wait(open.signal);
					break;
				}

				case 'decide': {
					decide(order, open.signal);
					break;
				}

				case 'forget': {
					open.abort();
					break;
				}

				case 'write': {
					void write(order);
					break;
				}
			}
		},
	};
}

/** As it is written from here, unless it lies elsewhere. */
function shortest(file: string): string {
	const relative = path.relative('.', file);
	return relative.startsWith('..') ? file : relative;
}
