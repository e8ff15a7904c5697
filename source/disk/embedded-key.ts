import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import schema from '../../seeds/schema.sql?raw';
import {seedVersion} from '../../seeds/seed-version.ts';
import type {IndexDefinition} from '../catalog/catalog-entry.ts';
import type {Scale} from '../workload/scale.ts';

/** What goes into the filled database. */
export interface EmbeddedContents {
	readonly scale: Scale;
	readonly seed: number;
	/** Those that are built into it. */
	readonly indexes: readonly IndexDefinition[];
}

/**
 * The name under which a filled database is kept, e.g. `pglite-0.5.16-standard-seed-1-3f09ab12`: equal keys hold equal
 * databases, readable by the same PGlite.
 */
export function embeddedKey({scale, seed, indexes}: EmbeddedContents): string {
	const made = JSON.stringify([seedVersion, schema, indexes.map(({sql}) => sql)]);
	const hash = createHash('sha256').update(made).digest('hex').slice(0, 8);
	return `pglite-${pgliteVersion()}-${scale.name}-seed-${seed}-${hash}`;
}

function pgliteVersion(): string {
	const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
	const root = entry.slice(0, entry.lastIndexOf(path.join('@electric-sql', 'pglite')) + path.join('@electric-sql', 'pglite').length);
	const said: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	return typeof said === 'object' && said !== null && 'version' in said ? String(said.version) : 'unknown';
}
