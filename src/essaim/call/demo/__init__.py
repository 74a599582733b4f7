"""The fictional edition's call: 170 synthetic proposals from their arrival to the programme, with the people who build it."""
