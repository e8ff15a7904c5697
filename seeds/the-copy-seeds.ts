import {characters} from './characters.ts';
import {projects} from './projects.ts';
import {scenes} from './scenes.ts';
import type {SeedTable} from './seed-table.ts';
import {shots} from './shots.ts';
import {users} from './users.ts';

/** The tables to fill, parents first. `sessions` stays empty: nobody is logged in. */
export const theCopySeeds: readonly SeedTable[] = [users, projects, scenes, characters, shots];
