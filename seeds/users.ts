import {faker} from '@faker-js/faker/locale/en';
import {familyNames, firstNames} from './arabic-words.ts';
import {diceFor} from './dice.ts';
import {seedTable, type RowCounts, type SeedRow} from './seed-table.ts';
import {lifetime} from './timestamps.ts';

const table = 1;

export const users = seedTable(
	'users',
	['id', 'email', 'password_hash', 'first_name', 'last_name', 'profile_image_url', 'created_at', 'updated_at'],
	userRows,
);

export function* userRows(counts: RowCounts, seed: number): Iterable<SeedRow<'users'>> {
	for (let row = 0; row < counts.users; row++) {
		const dice = diceFor(seed, table, row);
		const id = userId(seed, row);
		const username = faker.internet.username().toLowerCase();
		const {created, updated} = lifetime(dice);
		yield {
			id,
			// The number keeps emails unique; example.com belongs to nobody (RFC 2606).
			email: `${username}.${row + 1}@example.com`,
			// Looks like a hash, is none: no password leads to it.
			password_hash: `$made-up$${faker.string.hexadecimal({length: 48, casing: 'lower', prefix: ''})}`,
			first_name: dice.pick(firstNames),
			last_name: dice.pick(familyNames),
			profile_image_url: dice.below(4) === 0 ? null : `https://images.example.com/${faker.string.alphanumeric(12)}.jpg`,
			created_at: created,
			updated_at: updated,
		};
	}
}

/** Seeds faker for this row and draws its id: user n is the same whoever asks, and whenever. */
export function userId(seed: number, row: number): string {
	faker.seed([seed, table, row]);
	return faker.string.uuid();
}
