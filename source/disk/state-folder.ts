import path from 'node:path';

/**
 * Where planflip keeps what it could not make again: `$XDG_STATE_HOME/planflip`, by default `~/.local/state/planflip`.
 * Source: XDG Base Directory Specification, which also says that a relative path is to be ignored.
 */
export function stateFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
	const wished = env['XDG_STATE_HOME'] ?? '';
	return path.join(path.isAbsolute(wished) ? wished : path.join(home, '.local', 'state'), 'planflip');
}
