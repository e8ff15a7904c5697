/** Which indexes are on: built ones left alone, proposed ones built or imagined. Names as the universe has them. */
export interface IndexConfiguration {
	readonly kind: 'IndexConfiguration';
	readonly on: ReadonlySet<string>;
}

export function configurationOf(names: Iterable<string>): IndexConfiguration {
	return {kind: 'IndexConfiguration', on: new Set(names)};
}

export function flip(configuration: IndexConfiguration, name: string): IndexConfiguration {
	const on = new Set(configuration.on);
	if (!on.delete(name)) {
		on.add(name);
	}

	return {kind: 'IndexConfiguration', on};
}

export function sameConfiguration(a: IndexConfiguration, b: IndexConfiguration): boolean {
	return a.on.size === b.on.size && [...a.on].every(name => b.on.has(name));
}

/** Equal keys = equal configurations. */
export function configurationKey(configuration: IndexConfiguration): string {
	return [...configuration.on].sort().join(',');
}
