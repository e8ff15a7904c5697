import type {IndexConfiguration} from './index-configuration.ts';
import {writtenName} from './split-names.ts';

/** A named configuration and what is on in it, as far as this database knows the indexes. */
export interface NamedConfiguration {
	readonly name: string;
	readonly configuration: IndexConfiguration;
}

/** A configuration keeps its name: it is asked with every frame, and there may be thousands of indexes. */
const kept = new WeakMap<IndexConfiguration, {readonly presets: readonly NamedConfiguration[]; readonly name: string}>();

/** `optimized`, `baseline,-idx_a,+idx_b`: the nearest preset and what differs from it, in the words of --indexes. */
export function nameConfiguration(configuration: IndexConfiguration, presets: readonly NamedConfiguration[]): string {
	const known = kept.get(configuration);
	if (known?.presets === presets) {
		return known.name;
	}

	const name = nearestName(configuration, presets);
	kept.set(configuration, {presets, name});
	return name;
}

function nearestName(configuration: IndexConfiguration, presets: readonly NamedConfiguration[]): string {
	let best: string | null = null;
	let fewest = Number.POSITIVE_INFINITY;
	for (const preset of presets) {
		const off = [...preset.configuration.on].filter(name => !configuration.on.has(name)).sort();
		const on = [...configuration.on].filter(name => !preset.configuration.on.has(name)).sort();
		if (off.length + on.length < fewest) {
			fewest = off.length + on.length;
			best = [preset.name, ...off.map(name => `-${writtenName(name)}`), ...on.map(name => `+${writtenName(name)}`)].join(',');
		}
	}

	return best ?? [...configuration.on].sort().map(name => `+${writtenName(name)}`).join(',');
}
