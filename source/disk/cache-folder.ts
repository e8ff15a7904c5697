import path from 'node:path';

/**
 * Where planflip may keep what it can make again: `$XDG_CACHE_HOME/planflip`, by default `~/.cache/planflip`.
 * Source: XDG Base Directory Specification, which also says that a relative path is to be ignored.
 */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
	const wished = env['XDG_CACHE_HOME'] ?? '';
	return path.join(path.isAbsolute(wished) ? wished : path.join(home, '.cache'), 'planflip');
}
