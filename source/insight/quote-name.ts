/**
 * A name as SQL may have it. Names of tables are quoted also where they need not be: whether one is a keyword depends on the
 * version of the server, and a quoted name is right in all of them.
 */
export function quoteName(name: string, plainly: boolean): string {
	return plainly && /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
