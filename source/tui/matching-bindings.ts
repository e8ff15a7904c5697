import {type KeyBinding, keyTable} from './key-table.ts';

/** Commands of the palette whose words contain all the typed ones. */
export function matchingBindings(text: string): readonly KeyBinding[] {
	const words = text.toLowerCase().split(/\s+/).filter(word => word !== '');
	return keyTable.filter(binding => binding.move !== 'palette'
		&& words.every(word => `${binding.title} ${binding.help}`.toLowerCase().includes(word)));
}
