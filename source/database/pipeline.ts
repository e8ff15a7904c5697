import type pg from 'pg';
import {refuseCopy} from './refuse-copy.ts';
import type {Statement, TextRow} from './session.ts';

/**
 * Statements that go to the server in one piece, each over the extended protocol, with one Sync behind the last: after one that
 * fails the server passes over the others (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING). The
 * driver's own pipeline mode sends a Sync after each, so that they would go on.
 */
export class Pipeline implements pg.Submittable {
	readonly #statements: readonly Statement[];
	readonly #answered: (rows: readonly TextRow[]) => void;
	#count = 0;
	#rows: TextRow[] = [];
	#settle: {readonly done: () => void; readonly fail: (error: unknown) => void} | null = null;

	constructor(statements: readonly Statement[], answered: (rows: readonly TextRow[]) => void) {
		this.#statements = statements;
		this.#answered = answered;
		for (const {sql} of statements) {
			refuseCopy(sql);
		}
	}

	/** Of the one that is under way, or was when the server refused it. */
	get sql(): string {
		return this.#statements[this.#count]?.sql ?? '';
	}

	async on(client: pg.Client): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#settle = {done: resolve, fail: reject};
			client.query(this);
		});
	}

	submit(connection: pg.Connection): void {
		const {stream} = connection;
		stream.cork();
		for (const {sql, values = []} of this.#statements) {
			connection.parse({name: '', text: sql, types: []}, true);
			connection.bind({values: values.map(value => value === null ? null : String(value))}, true);
			connection.execute(null, true);
		}

		connection.sync();
		stream.uncork();
	}

	handleDataRow({fields}: {readonly fields: TextRow}): void {
		this.#rows.push(fields);
	}

	handleCommandComplete(): void {
		const rows = this.#rows;
		this.#rows = [];
		this.#count++;
		this.#answered(rows);
	}

	handleEmptyQuery(): void {
		this.handleCommandComplete();
	}

	handleError(error: unknown): void {
		this.#settle?.fail(error);
	}

	handleReadyForQuery(): void {
		this.#settle?.done();
	}
}
