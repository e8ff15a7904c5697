import type {Session} from '../../source/database/session.ts';

/** The session, telling of each call to the server right after it was made. */
export function heardSession(session: Session, onCall: (sql: string) => void): Session {
	const tell = <T>(sql: string, result: Promise<T>) => {
		onCall(sql);
		return result;
	};

	return {
		kind: session.kind,
		label: session.label,
		get generation() {
			return session.generation;
		},
		query: (sql, values) => tell(sql, session.query(sql, values)),
		script: sql => tell(sql, session.script(sql)),
		simple: sql => tell(sql, session.simple(sql)),
		pipeline: (statements, answered) => tell(statements.map(({sql}) => sql).join('; '), session.pipeline(statements, answered)),
		undo: sql => tell(sql, session.undo(sql)),
		copyIn: (sql, chunks) => session.copyIn(sql, chunks),
		limited: (ms, work) => session.limited(ms, work),
		onLost: listener => {
			session.onLost(listener);
		},
		onNotice: listener => {
			session.onNotice(listener);
		},
		reconnect: () => session.reconnect(),
		cancel: () => session.cancel(),
		close: () => session.close(),
	};
}
