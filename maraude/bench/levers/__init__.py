"""How the policy of levers does in invented worlds, against equal chances and MABWiser; and how its evaluation does."""
