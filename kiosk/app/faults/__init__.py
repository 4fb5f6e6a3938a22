"""The crash matrix: real processes are killed at every step of a payment, and three ledgers must agree afterwards."""
