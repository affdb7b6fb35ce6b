// Brings the database of JINGZHUN_DEPARTMENT to the schema of this image, as its owner role.
const name = process.env.JINGZHUN_DEPARTMENT;
if (!name) throw new Error('JINGZHUN_DEPARTMENT is not set: which department is to be migrated?');
await import(`../apps/${name}/dist/migrate.js`);
