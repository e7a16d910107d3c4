"""The gate before sending: one decision, asked by sendmail, git send-email, milter and SMTP. Writes no queue."""
