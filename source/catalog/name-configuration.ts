import type {IndexConfiguration} from './index-configuration.ts';

/** A named configuration and what is on in it, as far as this database knows the indexes. */
export interface NamedConfiguration {
	readonly name: string;
	readonly configuration: IndexConfiguration;
}

/** `optimized`, `baseline,-idx_a,+idx_b`: the nearest preset and what differs from it, in the words of --indexes. */
export function nameConfiguration(configuration: IndexConfiguration, presets: readonly NamedConfiguration[]): string {
	let best: string | null = null;
	let fewest = Number.POSITIVE_INFINITY;
	for (const preset of presets) {
		const off = [...preset.configuration.on].filter(name => !configuration.on.has(name)).sort();
		const on = [...configuration.on].filter(name => !preset.configuration.on.has(name)).sort();
		if (off.length + on.length < fewest) {
			fewest = off.length + on.length;
			best = [preset.name, ...off.map(name => `-${name}`), ...on.map(name => `+${name}`)].join(',');
		}
	}

	return best ?? [...configuration.on].sort().map(name => `+${name}`).join(',');
}
