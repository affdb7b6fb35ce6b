import { Module } from '@nestjs/common';
import { BankStatementController } from './bank-statement.controller.js';
import { BankStatements } from './bank-statements.js';

@Module({ controllers: [BankStatementController], providers: [BankStatements] })
export class BankStatementModule {}
